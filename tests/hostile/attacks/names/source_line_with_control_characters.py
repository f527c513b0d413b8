"""Raise an error in a line that holds bytes for the screen.

expects: failed: raised an exception
control: none: it deceives who reads the message, not who counts points
"""

import linecache

path, names = "/submission/helper.py", {}
linecache.cache[path] = (1, None, ["raise ValueError  # \x1b[2J\x1b[32mfull marks\u202e\u2066\x00\r\n"], path)
exec(compile("def fails(x): raise ValueError", path, "exec"), names)


def double(x):
    return names["fails"](x)
