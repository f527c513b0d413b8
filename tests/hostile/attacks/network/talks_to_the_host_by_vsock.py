"""Talk to the machine that hosts this virtual one.

expects: passed
control: none: whether there are such sockets depends on the system
"""

import socket


def attack(world):
    connection = socket.socket(socket.AF_VSOCK)
    return connection.fileno()
