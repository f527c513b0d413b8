"""Look for secrets in environment variables.

expects: passed
control: none: workers get an environment of their own, with a wall or without
"""

import os


def attack(world):
    harmless = ("_THREADS", "PYTHONHASHSEED", "LC_CTYPE")
    return {name: value for name, value in os.environ.items() if not name.endswith(harmless)}
