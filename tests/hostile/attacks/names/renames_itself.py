"""Call itself and its files by the grader's names.

expects: failed: raised an exception
control: none: it deceives who reads the message, not who counts points
"""

import warnings

__name__, __file__, __package__, __spec__ = "dlgrade.grade", "/etc/passwd", 5, None


def double(x):
    warnings.warn_explicit("\x1b[2J", type("\n<b>", (Warning,), {}), "/submission/\x1b[2J", -1, __name__)
    from . import secrets

    return secrets
