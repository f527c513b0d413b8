"""Return arrays with negative lengths whose product is right, with a hundred axes, with fractions of entries.

expects: failed: returned something unusable
control: none: there are frames in this grader alone
"""

import json
import os
import struct


def double(x):
    shape = {2: [-2, -3], 3: [1] * 99 + [8], 1: [2.5, 2]}[x.ndim]  # one for each check
    text = json.dumps({"value": {"a": ["<f8", shape]}}).encode()
    os.write(3, struct.pack("<IQ", len(text), x.nbytes) + text + bytes(x.nbytes))
    os._exit(0)
