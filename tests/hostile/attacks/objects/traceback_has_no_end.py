"""Raise an exception whose traceback has no end.

expects: failed: did not end in time
control: none: it harms nobody but its author
"""


class Code:
    co_filename = co_name = "endless"


class Endless(Exception):
    f_code, tb_lineno = Code, 1
    tb_frame = tb_next = __traceback__ = property(lambda self: self)


def double(x):
    raise Endless
