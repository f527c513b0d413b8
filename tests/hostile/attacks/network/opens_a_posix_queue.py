"""Open a POSIX message queue that another submission knows the name of.

expects: passed
control: none: limits alone refuse it, as they grant queues no bytes
"""

import ctypes
import os


def attack(world):
    library = ctypes.CDLL(None)
    name = b"/" + world["mark"].encode()
    queue = library.mq_open(name, os.O_CREAT | os.O_RDWR, 0o600, None)
    if queue >= 0:
        library.mq_unlink(name)
        return True
