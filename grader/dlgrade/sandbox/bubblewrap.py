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


def wrapped(command: list[str], writable: Path | None = None) -> list[str]:
    """Return a command that runs another in namespaces of its own; empty if bubblewrap is not installed.

    writable: a folder that can be written to inside, as far as a worker's own wall lets it
    """
    program = shutil.which("bwrap")
    if program is None:
        return []
    package = Path(np.__file__).parent
    own = dict.fromkeys(("installed_platbase", "platbase"), sys.base_exec_prefix)  # not the virtual environment's
    standard = {Path(sysconfig.get_path(name, vars=own)) for name in ("stdlib", "platstdlib")}
    installed = [each / "site-packages" for each in sorted(standard) if (each / "site-packages").is_dir()]
    needed = [
        Path(sys.executable),
        Path(sys.executable).resolve(),
        Path(sys.prefix) / "pyvenv.cfg",
        package,
        package.with_name("numpy.libs"),
        Path(dlgrade.__file__).parent,
        *_loaded(),
    ]
    binds = [
        *_binds([*map(Path, _LIBRARIES), *sorted(standard)]),
        *(part for each in installed for part in ("--tmpfs", str(each))),
        *_binds(needed),
        *(("--bind", str(writable), str(writable)) if writable else ()),
        *(part for each in [*installed, "/"] for part in ("--remount-ro", str(each))),
    ]
    # no /proc, whose mount containers refuse; no network, no other process, nothing else that can be written to
    return [
        program, "--unshare-all", "--die-with-parent", "--cap-drop", "ALL",
        "--dev-bind", "/dev/null", "/dev/null", *binds, "--chdir", "/", "--", *command,
    ]  # fmt: skip


def _binds(paths: list[Path]) -> list[str]:
    return [part for path in paths for part in ("--ro-bind-try", str(path), str(path))]
