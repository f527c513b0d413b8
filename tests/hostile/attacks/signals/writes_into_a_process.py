"""Write into another process's memory by process_vm_writev; a bad address tells as well that it would be allowed.

expects: passed
control: none: where root grades, the victim has capabilities that workers gave up; elsewhere Yama may refuse
"""

import ctypes
import errno


class Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def attack(world):
    library, room = ctypes.CDLL(None, use_errno=True), ctypes.create_string_buffer(8)
    piece, nowhere = Piece(ctypes.addressof(room), 8), Piece(8, 8)
    count = library.process_vm_writev(world["victim"], ctypes.byref(piece), 1, ctypes.byref(nowhere), 1, 0)
    return count > 0 or ctypes.get_errno() == errno.EFAULT
