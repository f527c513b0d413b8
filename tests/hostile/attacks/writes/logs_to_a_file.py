"""Begin a log file in a folder of the grader's.

expects: passed
control: basic
"""

import logging.handlers


def attack(world):
    return logging.handlers.RotatingFileHandler(world["folder"] + "/grader.log").stream.name
