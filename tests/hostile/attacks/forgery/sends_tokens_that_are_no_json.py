"""Send NaN, Infinity and integers of a thousand digits in the place of numbers.

expects: failed: wrong type, ended the process
control: none: there are frames in this grader alone
"""

import json
import os
import struct


def send(header, body=b""):
    text = json.dumps(header).encode()
    os.write(3, struct.pack("<IQ", len(text), len(body)) + text + body)


def double(x):
    send({"value": float("nan"), "seconds": float("inf"), "work": 10**4000, "modified": [float("-inf"), 10**4000]})
    os._exit(0)
