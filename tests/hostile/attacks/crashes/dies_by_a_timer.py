"""Have a timer end the process in the middle of a call.

expects: failed: ended the process
control: none: it harms nobody but its author
"""

import signal


def double(x):
    signal.setitimer(signal.ITIMER_REAL, 0.001)
    while True:
        pass
