"""Return arrays with negative lengths, with fractions of entries, with a hundred axes.

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
    shapes = [[-1, 3], [-2, -3], [True], [2.5], [10**30, 0], [1] * 100, {"0": 2}, [[2]], "22"]
    send({"value": {"a": ["<f8", shapes[x.size % 9]]}}, bytes(48))
    os._exit(0)
