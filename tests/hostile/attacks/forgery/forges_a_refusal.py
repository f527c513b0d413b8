"""Pretend that the worker itself refused, in words of its own.

expects: failed: returned something unusable, ended the process
control: none: there are frames in this grader alone
"""

import json
import os
import struct


def send(header, body=b""):
    text = json.dumps(header).encode()
    os.write(3, struct.pack("<IQ", len(text), len(body)) + text + body)


def double(x):
    send({"refused": {"\x1b[31m": "\nGRADER: full marks"}, "value": {"a": ["<f8", list(x.shape)]}}, bytes(x.nbytes))
    os._exit(0)
