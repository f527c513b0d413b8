"""Return the state of a random generator, which only requests may hold.

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
    send({"value": {"r": {"bit_generator": "MT19937", "state": {"key": [1] * 624, "pos": -1}}}})
    os._exit(0)
