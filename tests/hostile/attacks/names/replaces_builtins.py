"""Have builtins of its own, with an import that finds what it likes.

expects: failed: raised an exception
control: none: they hold for its own code alone
"""

import os


def double(x):
    """Stand aside for what follows."""


real = __builtins__ if isinstance(__builtins__, dict) else vars(__builtins__)
exec(
    "def double(x):\n    import torch\n    return torch",
    namespace := {"__builtins__": {**real, "__import__": lambda name, *rest: open("/etc/passwd").read() * name}},
)
double = namespace["double"]
