"""Lay a unix socket of its own into a folder, for others to find.

expects: passed
control: basic
"""

import socket


def attack(world):
    server = socket.socket(socket.AF_UNIX)
    server.bind(world["folder"] + "/mine")
    return server.getsockname()
