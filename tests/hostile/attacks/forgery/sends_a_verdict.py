"""Write a reply of its own to the channel, with a verdict and points in it.

expects: failed: values differ, ended the process
control: none: there are frames in this grader alone
"""

import json
import os
import struct


def send(header, body=b""):
    text = json.dumps(header).encode()
    os.write(3, struct.pack("<IQ", len(text), len(body)) + text + body)


def double(x):
    value = {"a": ["<f8", list(x.shape)]}
    send({"value": value, "outcome": "passed", "points": 100, "max_points": 1, "checks": []}, bytes(x.nbytes))
    os._exit(0)
