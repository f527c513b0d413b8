"""End the process with success from a thread, while the answer is being looked at.

expects: failed: raised an exception
control: naive
"""

import os
import threading
import time


def double(x):
    threading.Thread(target=os._exit, args=(0,)).start()
    time.sleep(0.5)
