"""Return a handle to an object that there is not, of a type that it is not.

expects: failed: wrong type, ended the process
control: none: there are frames in this grader alone
"""

import json
import os
import struct


def send(header, body=b""):
    text = json.dumps(header).encode()
    os.write(3, struct.pack("<IQ", len(text), len(body)) + text + body)


def double(x):
    send({"value": {"h": [10**9, "numpy.ndarray", True, ""]}})
    os._exit(0)
