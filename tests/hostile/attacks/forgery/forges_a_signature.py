"""Send an error with a signature that turns lines around and moves the cursor.

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
    evil = "(x)\n\x1b[2J\x1b[32mfull marks\u202e\u2028<script>"
    send({"error": {"type": evil, "message": evil, "signature": evil, "frames": [[evil] * 4]}})
    os._exit(0)
