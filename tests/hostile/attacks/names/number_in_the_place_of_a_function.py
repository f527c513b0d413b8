"""Have a number by the name of the function.

expects: failed: raised an exception
control: none: it can only fail, and has to fail politely
"""


def double(x):
    """Stand aside for what follows."""


double = type("\x1b[31mfunction\n", (float,), {})(2)
