"""Send a header of half a million brackets, to overflow the reader's stack.

expects: failed: returned something unusable
control: none: there are frames in this grader alone
"""

import os
import struct


def double(x):
    text = b'{"value":' + b"[" * 500_000
    os.set_blocking(3, True)
    os.write(3, struct.pack("<IQ", len(text), 0))
    while text:
        text = text[os.write(3, text) :]
    os._exit(0)
