"""Run the command as `python -m dlgrade`."""

from dlgrade.cli import main

main()
