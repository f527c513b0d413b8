"""Leave a note in the folder for temporary files.

expects: passed
control: basic
"""

import tempfile


def attack(world):
    with tempfile.NamedTemporaryFile(prefix=world["mark"], dir="/tmp") as note:
        return note.name
