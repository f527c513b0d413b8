"""Have another Python import what this one may not.

expects: passed
control: basic
"""

import subprocess
import sys


def attack(world):
    command = [sys.executable, "-I", "-S", "-c", "print('another Python')"]
    return subprocess.run(command, capture_output=True, timeout=2).stdout
