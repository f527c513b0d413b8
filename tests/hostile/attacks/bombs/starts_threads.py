"""Start threads, which would take every processor.

expects: passed
control: basic
"""

import threading
import time


def attack(world):
    threading.stack_size(1 << 18)
    threads = [threading.Thread(target=time.sleep, args=(0.1,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    return len(threads)
