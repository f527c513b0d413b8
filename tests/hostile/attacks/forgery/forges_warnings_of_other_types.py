"""Report warnings, changes and work that are no texts, lists and numbers.

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
    facts = {
        "printed": {"a": 1},
        "warnings": [[[], {}, -1], [1], None, "x" * 3],
        "modified": [0, None, "٣"],
        "work": -1,
    }
    send({"value": {"a": ["<f8", list(x.shape)]}, **facts}, bytes(x.nbytes))
    os._exit(0)
