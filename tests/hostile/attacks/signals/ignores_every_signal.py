"""Ignore and block every signal, and compute on when the time is over.

expects: failed: did not end in time
control: none: it harms nobody but its author
"""

import signal


def double(x):
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            continue
    while True:
        pass
