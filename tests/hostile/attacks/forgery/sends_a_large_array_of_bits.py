"""Send an array of a wrong shape whose entries take a byte here, and eight where they are looked into.

expects: failed: wrong shape, ended the process, did not end in time
control: none: there are frames in this grader alone
"""

import json
import os
import struct

SIZE = 128 << 20


def double(x):
    text = json.dumps({"value": {"a": ["|b1", [SIZE]]}}).encode()
    os.set_blocking(3, True)
    os.write(3, struct.pack("<IQ", len(text), SIZE) + text)
    sent = 0
    while sent < SIZE:
        sent += os.write(3, bytes(min(1 << 20, SIZE - sent)))
    os._exit(0)
