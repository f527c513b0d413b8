"""Leave a note in POSIX shared memory.

expects: passed
control: basic
"""

import os
import _posixshmem


def attack(world):
    note = _posixshmem.shm_open("/" + world["mark"], os.O_CREAT | os.O_RDWR, 0o600)
    _posixshmem.shm_unlink("/" + world["mark"])
    return note > 0
