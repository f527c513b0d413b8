"""Answer, and answer again when nothing has been asked, so that every reply goes to the next call.

expects: failed: wrong type, returned something unusable
control: none: there are frames in this grader alone
"""

import json
import os
import struct
import time


def double(x):
    text = json.dumps({"value": 1.0}).encode()
    os.write(3, struct.pack("<IQ", len(text), 0) + text)
    time.sleep(0.1)
    return 2.0
