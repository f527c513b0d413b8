"""Pretend to have printed a line of the grader's, in green, over the one above.

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
    evil = "\x1b[1A\x1b[2K\x1b[32mall checks passed\r\n<b onload=alert(1)>\u2066"
    send({"value": {"a": ["<f8", list(x.shape)]}, "printed": evil, "warnings": [[evil, evil, evil]]}, bytes(x.nbytes))
    os._exit(0)
