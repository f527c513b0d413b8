"""Nest every fact of a reply just deep enough that it can be read, and nothing can be done with it.

expects: failed: raised an exception, ended the process
control: none: there are frames in this grader alone
"""

import json
import os
import struct


def send(header, body=b""):
    text = json.dumps(header).encode()
    os.write(3, struct.pack("<IQ", len(text), len(body)) + text + body)


def double(x):
    deep = []
    for _ in range(800):
        deep = [deep]
    facts = {"printed": deep, "warnings": [[deep, deep, deep]], "modified": [deep], "work": deep, "seconds": deep}
    send({"error": {"type": deep, "message": deep, "frames": [[deep] * 4], "bases": deep, "signature": deep}, **facts})
    os._exit(0)
