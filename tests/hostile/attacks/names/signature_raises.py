"""Take no argument, and end the process when somebody asks which ones.

expects: failed: ended the process
control: none: a grader that shares a process sees an error, or ends as it does elsewhere
"""

import os


def double(x):
    """Stand aside for what follows."""


class Double:
    def __call__(self):
        return 0.0

    @property
    def __signature__(self):
        os._exit(0)


double = Double()
