"""Make a database of its own with SQLite, whose code opens files by itself.

expects: passed
control: none: its module is refused at every level, as it needs a library of the system's
"""


def attack(world):
    import sqlite3  # which loads a library of the system's

    sqlite3.connect(world["folder"] + "/own.db").execute("create table grades (points)")
