"""Take the rule about imports out of the way, add a folder to the path, and import the grader.

expects: passed
control: basic
"""

import sys


def attack(world):
    frame = sys._getframe(1)
    while not frame.f_code.co_filename.endswith("/dlgrade/worker/serve.py"):
        frame = frame.f_back
    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "ImportRule"]
    sys.path.append(frame.f_code.co_filename.removesuffix("/dlgrade/worker/serve.py"))
    import dlgrade

    return dlgrade.__version__
