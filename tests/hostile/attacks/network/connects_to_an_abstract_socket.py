"""Connect to an abstract unix socket, which no rule on files covers.

expects: passed
control: basic
"""

import socket


def attack(world):
    connection = socket.socket(socket.AF_UNIX)
    connection.connect("\0" + world["abstract"])
    return connection.send(b"the hidden inputs")
