"""Return an integer of 16 million bits, whose digits take minutes to write.

expects: failed: wrong type
control: none: it harms those who show a value before they judge it
"""


def double(x):
    return 1 << (1 << 24)
