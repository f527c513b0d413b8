"""Promise the largest array that may be, and send nothing of it.

expects: failed: did not end in time
control: none: there are frames in this grader alone
"""

import json
import os
import struct

import time


def double(x):
    text = json.dumps({"value": {"a": ["|u1", [256 << 20]]}}).encode()
    os.write(3, struct.pack("<IQ", len(text), 256 << 20) + text)
    time.sleep(60)
