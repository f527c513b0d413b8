"""Write packets of its own making.

expects: passed
control: none: a raw socket needs a privilege that workers have given up at every level
"""

import socket


def attack(world):
    sender = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
    return sender.sendto(b"\x45" + bytes(27), ("127.0.0.1", 0))
