"""Unpack a few kilobytes into as many gigabytes.

expects: failed: raised an exception, did not end in time
control: none: it would take the machine's memory
"""

import zlib

PACKED = zlib.compress(bytes(16 << 20))


def double(x):
    return [zlib.decompress(PACKED) for _ in range(1000)]
