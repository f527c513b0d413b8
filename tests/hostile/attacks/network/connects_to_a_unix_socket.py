"""Connect to a unix socket by its path, as a local database listens on one.

expects: passed
control: basic
"""

import socket


def attack(world):
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(world["socket"])
    return connection.send(b"the hidden inputs")
