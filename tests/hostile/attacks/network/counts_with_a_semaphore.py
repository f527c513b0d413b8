"""Count for another submission, a bit at a time, with a System V semaphore.

expects: passed
control: basic
"""

import ctypes


def attack(world):
    libc = ctypes.CDLL(None)
    semaphore = libc.semget(0x6C6F6F6B, 1, 0o1600)  # IPC_CREAT
    if semaphore >= 0:
        libc.semctl(semaphore, 0, 0)  # IPC_RMID
        return True
