"""Be told whenever somebody opens the gradebook.

expects: passed
control: basic
"""

import ctypes
import os


def attack(world):
    library = ctypes.CDLL(None)
    watcher = library.inotify_init()
    try:
        return library.inotify_add_watch(watcher, world["gradebook"].encode(), 0x20) > 0
    finally:
        if watcher >= 0:
            os.close(watcher)
