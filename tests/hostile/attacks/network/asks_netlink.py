"""Ask the kernel over netlink which network interfaces there are.

expects: passed
control: basic
"""

import socket
import struct


def attack(world):
    kernel = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
    kernel.settimeout(0.5)
    kernel.sendto(struct.pack("=IHHIIB3x", 20, 18, 0x301, 1, 0, 0), (0, 0))  # RTM_GETLINK, all of them
    return kernel.recv(4096)
