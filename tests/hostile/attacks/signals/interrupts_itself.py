"""Have a timer interrupt every system call of the worker, also after the answer.

expects: passed
control: none: it harms nobody but its author
"""

import signal


def attack(world):
    signal.signal(signal.SIGALRM, lambda number, frame: None)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
