"""Write two replies at once, the second for a call that is still to come.

expects: failed: returned something unusable
control: none: there are frames in this grader alone
"""

import json
import os
import struct


def double(x):
    text = json.dumps({"value": {"a": ["<f8", list(x.shape)]}}).encode()
    frame = struct.pack("<IQ", len(text), x.nbytes) + text + bytes(x.nbytes)
    os.write(3, frame + frame)
    os._exit(0)
