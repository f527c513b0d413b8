"""What a submission may import: NumPy, the standard library, and the student's own modules, sent as text."""

import importlib.abc
import importlib.machinery
import importlib.util
import linecache
import sys
import types
from collections.abc import Mapping, Sequence

from dlgrade.worker.provided import Provision

SUBMISSION_ROOT = "/submission/"  # a path that exists nowhere: sources arrive as text
PROBES_ROOT = "/probes/"
_BUILD_DATA = "_sysconfigdata_"  # the standard library's own, named after the platform and so in no list of its names
_ALLOWED = frozenset(sys.stdlib_module_names) | {"numpy"}
_SYSTEMS = frozenset({  # of the standard library, but made of the system's libraries, which a strict wall keeps closed
    "sqlite3", "_sqlite3", "ssl", "_ssl", "tkinter", "_tkinter", "turtle", "curses", "_curses", "_curses_panel",
    "readline",
})  # fmt: skip


class SourceFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds modules among texts: {module name: (file name as the student knows it, text)}."""

    def __init__(self, sources: Mapping[str, tuple[str, str]], provision: Provision):
        self._sources, self._provision = sources, provision

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find a module of the submission; the standard library's and NumPy's names are never shadowed."""
        if fullname in _ALLOWED or not (fullname in self._sources or fullname in self._provision):
            return None
        file = self._sources[fullname][0] if fullname in self._sources else "provided"
        return importlib.util.spec_from_loader(fullname, self, origin=SUBMISSION_ROOT + file)

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the module's text under a file name that tracebacks can show lines of, and put in what is provided."""
        name = module.__name__
        if name in self._sources:
            path, text = SUBMISSION_ROOT + self._sources[name][0], self._sources[name][1]
            module.__file__ = path
            linecache.cache[path] = (len(text), None, text.splitlines(True), path)
            exec(compile(text, path, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - workers exist for this
        self._provision.fill(module)


class ImportRule(importlib.abc.MetaPathFinder):
    """Refuses every other module with a sentence, also where it happens to be installed."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Pass allowed names on to Python's own finders."""
        top = fullname.partition(".")[0]
        if top in _SYSTEMS:
            raise ModuleNotFoundError(f"{top} is not available here: it needs more than Python", name=fullname)
        if top in _ALLOWED or top.startswith(_BUILD_DATA):
            return None
        raise ModuleNotFoundError(f"{top} is not available here: use NumPy and the standard library", name=fullname)
