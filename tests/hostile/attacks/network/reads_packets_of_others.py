"""Read every packet on the loopback device.

expects: passed
control: none: a packet socket needs a privilege that workers have given up at every level
"""

import socket


def attack(world):
    listener = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(3))  # ETH_P_ALL
    listener.bind(("lo", 0))
    return listener.fileno()
