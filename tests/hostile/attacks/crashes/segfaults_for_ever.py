"""Crash in a way that is caught, and crash again, for ever.

expects: failed: did not end in time
control: none: it harms nobody but its author
"""

import ctypes
import signal


def double(x):
    signal.signal(signal.SIGSEGV, lambda *details: None)
    return ctypes.string_at(0)
