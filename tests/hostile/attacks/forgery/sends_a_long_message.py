"""Raise an error by a frame of its own, whose message is as long as a header may be.

expects: failed: raised an exception, ended the process
control: none: there are frames in this grader alone
"""

import json
import os
import struct


def double(x):
    text = json.dumps({"error": {"type": "x", "message": "\x01" * 170_000}}).encode()
    rest = struct.pack("<IQ", len(text), 0) + text
    os.set_blocking(3, True)
    while rest:
        rest = rest[os.write(3, rest) :]
    os._exit(0)
