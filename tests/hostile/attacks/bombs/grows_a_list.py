"""Grow a list, and try again whenever there is no memory left, so that no call ends.

expects: failed: did not end in time
control: none: it would take the machine's memory
"""

KEPT = []


def double(x):
    while True:
        try:
            KEPT.append(bytearray(1 << 16))
        except MemoryError:
            pass
