"""Raise an error whose class and message clear the screen, and forge lines of the report.

expects: failed: raised an exception
control: none: it deceives who reads the message, not who counts points
"""

Evil = type("\x1b[2J\nTarget 3/3\u2028\u202e", (Exception,), {"__module__": "<b>"})


def double(x):
    raise Evil("\r\x1b[1A\x1b[2K\x1b[32mall checks passed\x1b[0m\n\u2066<img src=x onerror=alert(1)>\ud800")
