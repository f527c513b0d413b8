"""Attach to another process as a debugger does.

expects: passed
control: none: where root grades, the victim has capabilities that workers gave up; elsewhere Yama may refuse
"""

import ctypes


def attack(world):
    library = ctypes.CDLL(None)
    library.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    return library.ptrace(0x4206, world["victim"], None, None) == 0
