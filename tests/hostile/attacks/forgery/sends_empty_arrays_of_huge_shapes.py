"""Return arrays with no entry and as many rows as fit a number, for whoever multiplies them out.

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
    send({"value": {"t": [{"a": ["<f8", [1 << 28, 1 << 28, 0]]}] * 1000}})
    os._exit(0)
