"""Send every key twice, once for who reads the first and once for who reads the last.

expects: failed: returned something unusable
control: none: there are frames in this grader alone
"""

import os
import struct


def double(x):
    text = b'{"error": {}, "value": {"d": [["a", 1], ["a", 2]]}, "value": {"d": [["b", 1], ["b", 2]]}}'
    os.write(3, struct.pack("<IQ", len(text), 0) + text)
    os._exit(0)
