"""Connect by multipath TCP, which Landlock's rules on TCP do not cover.

expects: passed
control: basic
"""

import socket


def attack(world):
    connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)  # IPPROTO_MPTCP
    connection.connect(("127.0.0.1", world["port"]))
    return connection.send(b"the hidden inputs")
