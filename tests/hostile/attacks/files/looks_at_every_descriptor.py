"""Look at 200 descriptors for one that was left open by mistake.

expects: passed
control: basic
"""

import os
import stat


def attack(world):
    found = []
    for number in range(1, 201):
        try:
            about = os.fstat(number)
            os.close(os.dup(number))
        except OSError:
            continue
        nowhere = os.stat("/dev/null").st_rdev if os.path.exists("/dev/null") else os.makedev(1, 3)
        if about.st_rdev != nowhere and not (number == 3 and stat.S_ISSOCK(about.st_mode)):
            found.append((number, about.st_mode))
    return found
