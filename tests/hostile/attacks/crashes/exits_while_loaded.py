"""Raise SystemExit as soon as the module is loaded.

expects: problem: SystemExit
control: naive
"""

raise SystemExit(0)
