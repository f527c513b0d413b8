"""Ask the loader of the module that calls us for its source.

expects: passed
control: basic
"""

import sys


def attack(world):
    frame = sys._getframe(1)
    while not frame.f_code.co_filename.endswith("/worker/serve.py"):
        frame = frame.f_back
    return frame.f_globals["__loader__"].get_data(frame.f_code.co_filename)
