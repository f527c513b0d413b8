"""Return a pickle that runs a program where it is opened.

expects: failed: returned something unusable
control: none: there are frames in this grader alone
"""

import json
import os
import struct


def send(header, body=b""):
    text = json.dumps(header).encode()
    os.write(3, struct.pack("<IQ", len(text), len(body)) + text + body)


import base64
import pickle


class Runs:
    def __reduce__(self):
        return (eval, ("__import__('os')._exit(0)",))


def double(x):
    send({"value": {"p": base64.b64encode(pickle.dumps(Runs())).decode()}})
    os._exit(0)
