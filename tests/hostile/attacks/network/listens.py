"""Listen on a port, so that somebody can call from outside.

expects: passed
control: basic
"""

import socket


def attack(world):
    server = socket.create_server(("127.0.0.1", 0))
    return server.getsockname()[1]
