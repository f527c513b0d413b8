"""Take the last bytes there are, keep them, and raise an exception that there is no memory left to describe.

expects: failed: raised an exception, ended the process
control: none: it would take the machine's memory
"""

KEPT = []


def double(x):
    size = 1 << 26
    while size:
        try:
            KEPT.append(bytearray(size))
        except MemoryError:
            size >>= 1
    raise ValueError(KEPT)
