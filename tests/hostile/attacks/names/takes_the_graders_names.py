"""Put modules of its own where the grader's would be imported from.

expects: failed: wrong type
control: none: this grader's own names mean nothing elsewhere
"""

import sys
import types

for name in (
    "dlgrade",
    "dlgrade.compare",
    "dlgrade.worker",
    "probes",
    "submission",
    "torch",
    "pytest",
    "sitecustomize",
):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].assert_matches = lambda *arguments, **keywords: None


def double(x):
    from dlgrade.compare import assert_matches

    return assert_matches(x, x)
