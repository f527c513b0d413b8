"""Put a module of its own in the place of numpy.

expects: failed: wrong type
control: none: a grader that has imported NumPy goes on with the real one
"""

import sys
import types

fake = types.ModuleType("numpy")
fake.__getattr__ = lambda name: lambda *arguments, **keywords: True
for name in [name for name in sys.modules if name == "numpy" or name.startswith("numpy.")]:
    sys.modules[name] = fake


def double(x):
    import numpy

    return numpy.asarray(x)
