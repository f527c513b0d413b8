"""Announce a frame of more bytes than there are in the world.

expects: failed: returned something unusable
control: none: there are frames in this grader alone
"""

import os
import struct


def double(x):
    os.write(3, struct.pack("<IQ", 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF))
    os._exit(0)
