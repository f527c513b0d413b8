"""Send an integer of so many digits that reading it takes for ever.

expects: failed: returned something unusable
control: none: there are frames in this grader alone
"""

import os
import struct


def double(x):
    text = b'{"value": ' + b"9" * 50_000 + b"}"
    os.write(3, struct.pack("<IQ", len(text), 0) + text)
    os._exit(0)
