"""Connect to an IPv4 server by an IPv6 address that stands for it.

expects: passed
control: basic
"""

import socket


def attack(world):
    connection = socket.socket(socket.AF_INET6)
    connection.connect(("::ffff:127.0.0.1", world["port"]))
    return connection.send(b"the hidden inputs")
