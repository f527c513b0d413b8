"""What matters in a bug report: versions, course, terminal. Nothing is imported for it, and nothing here ever fails."""

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import dlgrade
from dlgrade.completion.names import Place

_NEEDED = ("numpy", "torch", "pytest", "click", "rich", "msgspec")
_OPTIONAL = ("nbgrader", "jupytext", "distributed")  # named where they are installed
_LANGUAGE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_WIDTH = 11  # columns of the names


def told(place: Callable[[], Path]) -> str:
    """Return the facts as lines, dlgrade's own version first."""
    lines = [f"dlgrade {dlgrade.__version__}"]
    lines += [f"{name:<{_WIDTH}} {_legible(fact)}" for name, fact in _facts(place)]
    return "\n".join(lines)


def _facts(place: Callable[[], Path]) -> Iterator[tuple[str, str]]:
    yield "Python", _or_unknown(_python)
    yield "platform", _or_unknown(_platform)
    for name in _NEEDED:
        yield name, _version(name) or "not installed"
    for name in _OPTIONAL:
        if version := _version(name):
            yield name, version
    yield "course", _or_unknown(lambda: _course(place()))
    yield "isolation", _or_unknown(_isolation)
    yield "terminal", _or_unknown(_terminal)
    yield "language", _or_unknown(_language)


def _python() -> str:
    return f"{platform.python_version()} ({platform.python_implementation()}), {sys.executable}"


def _platform() -> str:
    return f"{platform.system()} {platform.release()} {platform.machine()}, {os.cpu_count()} cores"


def _version(name: str) -> str:
    from importlib.metadata import version

    try:
        return str(version(name))
    except Exception:
        return ""


def _course(place: Path) -> str:
    root = Place(place).course_root()
    if root is None:
        return "none found here"
    settings = root / "solutions" / "course.toml"
    if not settings.is_file():
        import json

        found = json.loads((root / "checks" / "kit.json").read_text("utf-8"))["settings"]
        return f"{found['name']} {found['version']}, a kit, at {root}"
    import tomllib

    found = tomllib.loads(settings.read_text("utf-8"))
    return f"{found['name']} {found['version']}, at {root}"


def _isolation() -> str:
    """Say what is to be expected; what holds shows when a worker is started."""
    if sys.platform != "linux":
        return f"basic is all that {platform.system()} has"
    names = "with" if shutil.which("bwrap") else "without"
    return f"strict is expected, {names} bubblewrap; `dlgrade doctor` tries it"


def _terminal() -> str:
    stream = sys.stdout
    if stream is None:
        return "the output is closed"
    kind = "a terminal" if stream.isatty() else "no terminal"
    colour = ", NO_COLOR" if os.environ.get("NO_COLOR") else ""
    width = shutil.get_terminal_size().columns
    return f"{kind}, {stream.encoding}, TERM={os.environ.get('TERM', '')}, {width} columns{colour}"


def _language() -> str:
    return ", ".join(f"{name}={os.environ[name]}" for name in _LANGUAGE if os.environ.get(name)) or "none is set"


def _or_unknown(fact: Callable[[], str]) -> str:
    try:
        return fact()
    except Exception as error:
        return f"unknown ({type(error).__name__})"


def _legible(text: str) -> str:
    """Write out what could steer a terminal; the protocol's own function would load NumPy."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
