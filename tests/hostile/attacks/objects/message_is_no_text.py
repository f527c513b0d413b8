"""Raise an exception whose message is a string that turns into other things when it is cut.

expects: failed: ended the process
control: none: it lies to its own grader alone
"""


class Text(str):
    def __getitem__(self, place):
        return {1, 2, 3}


class Odd(Exception):
    def __str__(self):
        return Text("odd")


def double(x):
    raise Odd
