"""End another process of the same user.

expects: passed
control: basic
"""

import os
import signal


def attack(world):
    os.kill(world["victim"], signal.SIGTERM)
    return True
