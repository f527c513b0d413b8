"""Take no argument, and have a default value that shows as a line of the report.

expects: failed: raised an exception
control: none: it deceives who reads the message, not who counts points
"""


class Evil:
    def __repr__(self):
        return "\n\x1b[32mall checks passed\u2029" * 100


def double(*, value=Evil()):
    return value
