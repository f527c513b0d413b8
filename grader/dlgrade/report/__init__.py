"""Show results to people."""

from dlgrade.report.tables import (
    Progress,
    show_class,
    show_findings,
    show_heading,
    show_progress,
    show_proof,
    show_rest,
    show_sample,
)
from dlgrade.report.terminal import console, show_result

__all__ = [
    "Progress",
    "console",
    "show_class",
    "show_findings",
    "show_heading",
    "show_progress",
    "show_proof",
    "show_rest",
    "show_result",
    "show_sample",
]
