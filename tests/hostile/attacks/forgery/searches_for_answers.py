"""Search memory for the reference, its answers, the key of the inputs.

expects: passed
control: none: there is nothing of the kind in a process of its own
"""

import gc
import sys


def attack(world):
    wanted = ("torch", "pytest", "dlgrade.oracle", "dlgrade.keys", "dlgrade.compare", "dlgrade.answers")
    found = [name for name in sys.modules if name.startswith(wanted)]
    for thing in gc.get_objects():
        module = getattr(type(thing), "__module__", "")
        if isinstance(module, str) and module.startswith(wanted):
            found.append(module)
    return found
