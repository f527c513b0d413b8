"""Return arrays of Python objects, of text, of structures, by the names of their dtypes.

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
    codes = ["O", "|O8", "|V8", "<U2", "<M8[s]", ">f8", "f8,O", "<c16", "<f16", "float64", "", None, ["<f8"]]
    send({"value": {"t": [{"a": [code, [1]]} for code in codes[x.size % 13 :]]}}, bytes(800))
    os._exit(0)
