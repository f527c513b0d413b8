"""Leave a message for another submission in System V shared memory.

expects: passed
control: basic
"""

import ctypes


def attack(world):
    libc = ctypes.CDLL(None)
    segment = libc.shmget(0x6C6F6F6B, 4096, 0o1600)  # IPC_CREAT
    if segment >= 0:
        libc.shmctl(segment, 0, None)  # IPC_RMID
        return True
