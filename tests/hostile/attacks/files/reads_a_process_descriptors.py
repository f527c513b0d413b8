"""Open what the process that starts workers has open.

expects: passed
control: none: workers are started by a process that lets nobody look into it, with a wall or without
"""

import os


def attack(world):
    folder = f"/proc/{os.getppid()}/fd"
    return [os.readlink(f"{folder}/{name}") for name in os.listdir(folder)]
