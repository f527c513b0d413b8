"""Put a pipe in the place of the channel, so that no answer ever comes.

expects: failed: ended the process
control: none: there is a channel in this grader alone
"""

import os


def double(x):
    os.dup2(os.pipe()[1], 3)
