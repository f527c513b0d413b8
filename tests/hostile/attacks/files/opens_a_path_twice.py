"""Open another submission as a mere place (O_PATH), which asks for no right, then the place for reading.

expects: passed
control: basic
"""

import os


def attack(world):
    place = os.open(world["submission"], os.O_PATH)
    try:
        return open(f"/proc/self/fd/{place}").read()
    finally:
        os.close(place)
