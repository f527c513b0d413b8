"""Send a header that is no JSON, nor ASCII.

expects: failed: returned something unusable
control: none: there are frames in this grader alone
"""

import os
import struct


def double(x):
    text = b'{"value": \xff\x00 eval("1") }'
    os.write(3, struct.pack("<IQ", len(text), 0) + text)
    os._exit(0)
