"""Run checks under pytest: fixtures `student`, `reference`, `rng`; markers `points`, `hidden`, `needs`."""

from dlgrade.pytest_plugin.markers import CheckInfo
from dlgrade.pytest_plugin.plugin import Graded, Job, Plugin
from dlgrade.pytest_plugin.verdict import GRADER_FAULT, Seen

__all__ = ["GRADER_FAULT", "CheckInfo", "Graded", "Job", "Plugin", "Seen"]
