"""Report a missing name that clears the screen and forges lines of the report.

expects: failed: raised an exception, ended the process
control: none: there are frames in this grader alone
"""

import json
import os
import struct


def double(x):
    evil = "\x1b[2J\x1b[32mfull marks\n\u202e<script>"
    text = json.dumps({"error": {"type": "x", "missing": ["module", evil, [evil]]}}).encode()
    os.write(3, struct.pack("<IQ", len(text), 0) + text)
    os._exit(0)
