"""Plant a module under a trusted name, and hope that whoever imports it runs it.

expects: passed
control: none: it shows in a grader that imports in the same process, and only later
"""

import sys
import types


def attack(world):
    planted = types.ModuleType("torch")
    planted.__getattr__ = lambda name: lambda *arguments, **keywords: True
    for name in ("torch", "pytest", "dlgrade", "dlgrade.compare", "scipy"):
        sys.modules[name] = planted
