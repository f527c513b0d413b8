"""Push an open file through the channel into the grader's process.

expects: passed
control: basic
"""

import json
import os
import socket
import struct
import time


def attack(world):
    channel = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, fileno=os.dup(3))
    text = json.dumps({"error": {"type": "RuntimeError", "message": "BREACH: a descriptor went along"}}).encode()
    socket.send_fds(channel, [struct.pack("<IQ", len(text), 0) + text], [0])
    time.sleep(0.3)  # let it be read before the honest answer follows
