"""Name the secret by way of /proc/self/root.

expects: passed
control: basic
"""


def attack(world):
    return open("/proc/self/root" + world["secret"]).read()
