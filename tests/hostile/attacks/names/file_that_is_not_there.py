"""Raise an error in a file whose name is a path out of the submission, with a line of another's.

expects: failed: raised an exception
control: none: it deceives who reads the message, not who counts points
"""

names = {}
exec(compile("\n" * 2 + "def fails(x): return 1 / 0", "/submission/../../etc/passwd\x1b[2J\n", "exec"), names)


def double(x):
    return names["fails"](x)
