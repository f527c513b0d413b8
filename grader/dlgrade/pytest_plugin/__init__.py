"""Run checks under pytest: fixtures `student`, `reference`, `rng`; markers `points`, `hidden`, `needs`."""

from dlgrade.pytest_plugin.markers import CheckInfo
from dlgrade.pytest_plugin.plugin import Graded, Job, Plugin

__all__ = ["CheckInfo", "Graded", "Job", "Plugin"]
