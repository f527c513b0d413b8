"""Start, limit and end the processes that run submissions."""

from dlgrade.sandbox.isolation import Isolation, Level, Request, obtain
from dlgrade.sandbox.launch import Ending, Launcher, Worker
from dlgrade.sandbox.pool import Sandbox
from dlgrade.sandbox.scratch import Scratch

__all__ = ["Ending", "Isolation", "Launcher", "Level", "Request", "Sandbox", "Scratch", "Worker", "obtain"]
