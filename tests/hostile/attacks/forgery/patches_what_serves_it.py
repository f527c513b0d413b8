"""Find the grader's own objects among all that lie in memory, and change what they do.

expects: failed: wrong type
control: none: there are such objects in this grader's worker alone
"""

import gc


def double(x):
    for found in gc.get_objects():
        if isinstance(found, type) and str(found.__module__).startswith("dlgrade"):
            for name in ("answer", "modified", "encode", "take"):
                if hasattr(found, name):
                    setattr(found, name, lambda self, *rest: ({"value": 1.0, "outcome": "passed"}, []))
    return 0.0
