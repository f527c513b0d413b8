"""Read another process's memory by process_vm_readv; a bad address tells as well that it would be allowed.

expects: passed
control: none: where root grades, the victim has capabilities that workers gave up; elsewhere Yama may refuse
"""

import ctypes
import errno
import os


class Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def attack(world):
    library, room = ctypes.CDLL(None, use_errno=True), ctypes.create_string_buffer(8)
    piece = Piece(ctypes.addressof(room), 8)
    for pid in (os.getppid(), world["victim"], world["grader"]):
        count = library.process_vm_readv(pid, ctypes.byref(piece), 1, ctypes.byref(piece), 1, 0)
        if count > 0 or ctypes.get_errno() == errno.EFAULT:
            return pid
