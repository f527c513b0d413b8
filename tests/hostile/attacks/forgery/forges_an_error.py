"""Send an error whose parts are all of other types than an error's.

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
    odd = {"type": ["x"], "bases": 3, "message": {"a": [None]}, "frames": [[1, [], {}, None], 5, "x"]}
    send({"error": {**odd, "missing": [{}, 5, [[], {}, 7]], "not_callable": 5, "signature": 1e999}})
    os._exit(0)
