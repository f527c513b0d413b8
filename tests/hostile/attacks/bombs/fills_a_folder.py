"""Fill a folder with files, each of them empty.

expects: passed
control: basic
"""

import os


def attack(world):
    paths = [f"/tmp/{world['mark']}-{number}" for number in range(20)]
    for path in paths:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    for path in paths:
        os.remove(path)
    return paths
