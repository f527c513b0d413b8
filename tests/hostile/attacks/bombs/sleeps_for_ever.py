"""Answer never, and use no processor time meanwhile.

expects: failed: did not end in time
control: none: it harms nobody but its author
"""

import time


def double(x):
    while True:
        time.sleep(60)
