"""Open the key by the C library, past whatever Python's open is patched or audited to refuse.

expects: passed
control: basic
"""

import ctypes


def attack(world):
    library, room = ctypes.CDLL(None, use_errno=True), ctypes.create_string_buffer(100)
    descriptor = library.open(world["key"].encode(), 0)
    return descriptor >= 0 and library.read(descriptor, room, 99) > 0 and room.value
