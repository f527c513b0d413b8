"""Send a datagram, which needs no connection.

expects: passed
control: basic
"""

import socket


def attack(world):
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    return sender.sendto(b"the hidden inputs", ("127.0.0.1", world["udp"]))
