"""Return a handle that is a path into the grader, where a number belongs.

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
    send({"value": {"h": ["submission.__builtins__.eval", "function", True, ""]}})
    os._exit(0)
