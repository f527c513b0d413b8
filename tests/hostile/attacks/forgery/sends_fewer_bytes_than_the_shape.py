"""Return an array whose shape reaches beyond the bytes that came with it.

expects: failed: returned something unusable
control: none: there are frames in this grader alone
"""

import json
import os
import struct


def send(header, body=b""):
    text = json.dumps(header).encode()
    os.write(3, struct.pack("<IQ", len(text), len(body)) + text + body)


def double(x):
    send({"value": {"a": ["<f8", [1000, *x.shape]]}}, bytes(x.nbytes))
    os._exit(0)
