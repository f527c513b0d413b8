"""Delete a file by its bare name, in a folder that was opened before.

expects: passed
control: basic
"""

import os


def attack(world):
    folder = os.open(world["folder"], os.O_RDONLY | os.O_DIRECTORY)
    os.unlink(os.path.basename(world["gradebook"]), dir_fd=folder)
