"""List every process of this machine.

expects: passed
control: basic
"""

import os


def attack(world):
    return [pid for pid in os.listdir("/proc") if pid.isdecimal()]
