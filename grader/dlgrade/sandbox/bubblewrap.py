"""Namespaces around the zygote, made by bubblewrap where it is installed: nothing but Python, NumPy and the worker."""

import shutil
import sys
import sysconfig
from pathlib import Path

import numpy as np

import dlgrade

_LIBRARIES = ("/lib", "/lib64", "/lib32", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/nix/store")


def _loaded() -> list[Path]:
    """Return the shared libraries that this process has loaded: a Python of its own brings its own."""
    lines = Path("/proc/self/maps").read_text().splitlines()
    names = {line.split(maxsplit=5)[5] for line in lines if ".so" in line}
    return [Path(name) for name in sorted(names) if name.startswith("/") and not name.endswith("(deleted)")]


def wrapped(command: list[str]) -> list[str]:
    """Return a command that runs another in namespaces of its own; empty if bubblewrap is not installed."""
    program = shutil.which("bwrap")
    if program is None:
        return []
    package = Path(np.__file__).parent
    needed = [
        Path(sys.executable),
        Path(sys.executable).resolve(),
        Path(sys.prefix) / "pyvenv.cfg",
        Path(sysconfig.get_path("stdlib")),
        Path(sysconfig.get_path("platstdlib")),
        package,
        package.with_name("numpy.libs"),
        Path(dlgrade.__file__).parent,
        *map(Path, _LIBRARIES),
        *_loaded(),
    ]
    binds = [part for path in needed for part in ("--ro-bind-try", str(path), str(path))]
    # no /proc, whose mount containers refuse; no network, no other process, nothing that can be written to
    return [
        program, "--unshare-all", "--die-with-parent", "--cap-drop", "ALL", *binds,
        "--dev-bind", "/dev/null", "/dev/null", "--remount-ro", "/", "--chdir", "/", "--", *command,
    ]  # fmt: skip
