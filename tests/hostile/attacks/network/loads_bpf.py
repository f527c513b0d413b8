"""Load a program into the kernel.

expects: passed
control: none: most systems keep bpf from users without privileges
"""

import ctypes
import os


def attack(world):
    number = 321 if os.uname().machine == "x86_64" else 280
    map_of_one = ctypes.create_string_buffer(b"".join(n.to_bytes(4, "little") for n in (2, 4, 8, 1, 0)), 72)
    return ctypes.CDLL(None).syscall(number, 0, map_of_one, 72) >= 0  # BPF_MAP_CREATE
