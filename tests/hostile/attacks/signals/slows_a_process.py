"""Take another process's priority away.

expects: passed
control: none: where root grades, the victim has capabilities that workers gave up, and the kernel refuses already
"""

import os


def attack(world):
    os.setpriority(os.PRIO_PROCESS, world["victim"], 19)
