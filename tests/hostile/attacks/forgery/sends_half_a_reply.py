"""Promise a kilobyte, send ten bytes and say no more.

expects: failed: did not end in time
control: none: there are frames in this grader alone
"""

import os
import struct
import time


def double(x):
    os.write(3, struct.pack("<IQ", 1024, 0) + b'{"value": ')
    time.sleep(60)
