"""Report a missing name and another of as many letters in another order, and let the grader see whether they match.

expects: failed: raised an exception, ended the process
control: none: there are frames in this grader alone
"""

import json
import os
import random
import struct

LENGTH = 40_000  # 5,000: 0.2 s of the grader's time, 20,000: 5 s, 40,000: 18 s; a header has room for 450,000


def double(x):
    rare = LENGTH // 105  # fewer of each letter than one in a hundred, or difflib leaves it out
    letters = [chr(code) for code in range(35, 35 + 88) if chr(code) != "\\"] * rare
    letters += ["~"] * (LENGTH - len(letters))
    names = ["".join(random.Random(seed).sample(letters, LENGTH)) for seed in (1, 2)]
    text = json.dumps({"error": {"type": "x", "missing": ["module", names[0], [names[1]]]}}).encode()
    rest = struct.pack("<IQ", len(text), 0) + text
    os.set_blocking(3, True)
    while rest:
        rest = rest[os.write(3, rest) :]
    os._exit(0)
