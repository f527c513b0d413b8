"""Have Python write each signal's number into the grader's channel, in the middle of an answer.

expects: failed: returned something unusable, did not end in time
control: none: there is no channel without a worker
"""

import signal
import time


def double(x):
    signal.set_wakeup_fd(3, warn_on_full_buffer=False)
    signal.signal(signal.SIGALRM, lambda number, frame: None)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    time.sleep(0.3)
    return 2 * x
