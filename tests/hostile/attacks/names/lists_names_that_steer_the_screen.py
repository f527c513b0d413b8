"""Have no double, but names that clear the screen, turn lines around and end them.

expects: failed: raised an exception
control: none: it deceives who reads the message, not who counts points
"""

globals()["\x1b[2J\x1b[32mfull marks\n"] = globals()["\u202eskram lluf"] = globals()["<script>alert(1)</script>"] = 1


def double(x):
    """Stand aside for what follows."""


del double


def __dir__():
    return ["\ud800\x9b31m", "doubles\r\n", *globals()]


def __getattr__(name):
    import sys

    raise AttributeError(name, name=name, obj=sys.modules[__name__])
