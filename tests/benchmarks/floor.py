"""The floor: a warm parent is forked, and the checks of eight_tasks called on one submission. Run as `floor.py FORM`.

It prints the seconds of each submission and the checks that passed.
"""

import gc
import json
import os
import sys
import time
import types

import direct
import numpy as np


def main(form):
    """Grade every text of texts.json."""
    with open("texts.json", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is not needed for the floor
        texts = json.load(file)
    expected = direct.by_torch if form == "torch" else direct.stored("stored.npz")
    if form == "torch":
        import torch

        torch.set_num_threads(1)  # a forked child of several hangs
        for task, case in direct.EVERY:
            direct.by_torch(task, case)
    np.ones((2, 2)) @ np.ones((2, 2))
    gc.collect()
    gc.freeze()
    seconds, points = [], {}
    for name, text in texts.items():
        started = time.perf_counter()
        points[name] = forked(text, expected)
        seconds.append(time.perf_counter() - started)
    print(json.dumps({"seconds": seconds, "points": points}))


def forked(text, expected):
    """Return how many checks pass, counted by a child."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        module = types.ModuleType("numerics")
        exec(compile(text, "numerics.py", "exec"), module.__dict__)
        os.write(writing, bytes([sum(passes(module, task, case, expected) for task, case in direct.EVERY)]))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        found = pipe.read()
    os.waitpid(child, 0)
    return found[0] if found else 0


def passes(module, task, case, expected):
    """Whether one check passes."""
    try:
        direct.check(module, task, case, expected)
    except Exception:
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1])
