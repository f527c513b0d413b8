"""Fork, again and again.

expects: passed
control: basic
"""

import os
import time


def attack(world):
    children = []
    for _ in range(5):
        child = os.fork()
        if not child:
            time.sleep(0.1)
            os._exit(0)
        children.append(child)
    return [os.waitpid(child, 0) for child in children]
