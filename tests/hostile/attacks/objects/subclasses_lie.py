"""Return numbers, lists and dicts of its own kinds, each with other contents for everybody who asks.

expects: failed: wrong type
control: none: it lies to its own grader alone
"""


class Number(float):
    __float__ = __index__ = __eq__ = lambda self, *other: 1 / 0


class Sequence(list):
    __len__ = __iter__ = __getitem__ = lambda self, *place: 1 / 0


class Table(dict):
    keys = values = items = __iter__ = __len__ = lambda self: 1 / 0


class Word(str):
    __str__ = __len__ = __hash__ = lambda self: 1 / 0


def double(x):
    return Sequence([Number(2), Table(a=Sequence([Word("b")]))])
