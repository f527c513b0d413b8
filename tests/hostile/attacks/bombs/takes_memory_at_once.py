"""Take 16 GB of memory at once.

expects: failed: raised an exception
control: none: it would take the machine's memory
"""


def double(x):
    return bytes(16 << 30)
