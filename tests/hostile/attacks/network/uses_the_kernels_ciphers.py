"""Reach the kernel's ciphers through a socket, a door to many of its bugs.

expects: passed
control: none: whether there are such sockets depends on the system
"""

import socket


def attack(world):
    cipher = socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET)
    cipher.bind(("hash", "sha256"))
    return cipher.fileno()
