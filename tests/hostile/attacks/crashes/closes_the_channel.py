"""Close the descriptor that answers go out on.

expects: failed: ended the process
control: none: there is a channel in this grader alone
"""

import os


def double(x):
    os.close(3)
