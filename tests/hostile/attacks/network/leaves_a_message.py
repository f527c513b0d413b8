"""Leave a message for another submission in a System V queue.

expects: passed
control: basic
"""

import ctypes


def attack(world):
    libc = ctypes.CDLL(None)
    queue = libc.msgget(0x6C6F6F6B, 0o1600)  # IPC_CREAT
    if queue >= 0:
        sent = libc.msgsnd(queue, ctypes.create_string_buffer(b"\1\0\0\0\0\0\0\0answer"), 6, 0) == 0
        libc.msgctl(queue, 0, None)  # IPC_RMID
        return sent
