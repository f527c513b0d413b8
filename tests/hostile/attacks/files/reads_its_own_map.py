"""Learn from /proc/self/maps where everything lies in memory.

expects: passed
control: basic
"""


def attack(world):
    return open("/proc/self/maps").read()
