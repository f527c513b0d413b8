"""End another process by a descriptor of it, which needs no call named kill.

expects: passed
control: basic
"""

import os
import signal


def attack(world):
    signal.pidfd_send_signal(os.pidfd_open(world["victim"]), signal.SIGKILL)
    return True
