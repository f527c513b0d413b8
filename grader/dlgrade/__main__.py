"""Run the command as `python -m dlgrade`."""

import os
import sys

if sys.path and sys.path[0] in ("", os.getcwd()):  # noqa: PTH109 - pathlib could be found there too
    del sys.path[0]  # python -m puts it there: a submission's folder, for one, with a module of any name in it

from dlgrade.cli import main

main()
