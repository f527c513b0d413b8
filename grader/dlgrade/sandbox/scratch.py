"""One folder that a worker may write to, of limited size, and whoever watches that it stays so."""

import contextlib
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

_FILES_LIMIT = 64  # in the folder at once
_WATCH_SECONDS = 0.02  # between two looks; a disk takes some 20 MB in that time


class Scratch:
    """A folder for the files of one check. Its size is bounded by watching: a worker that exceeds it is cut off.

    One file cannot exceed the limit at all; many together can for a moment, until somebody looks.
    """

    def __init__(self, root: Path, megabytes: int):
        self.folder = Path(tempfile.mkdtemp(dir=root))
        self.megabytes = megabytes
        self.exceeded = False
        self._done = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def bounds(self) -> dict[str, Any]:
        """What a worker is told."""
        return {"scratch": str(self.folder), "scratch_mb": self.megabytes}

    def files(self) -> dict[str, int]:
        """Return the names of the files that are there, and their sizes in bytes; links and the like do not count."""
        found: dict[str, int] = {}
        with contextlib.suppress(OSError), os.scandir(self.folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    if entry.is_file(follow_symlinks=False):
                        found[entry.name] = entry.stat(follow_symlinks=False).st_size
                if len(found) > _FILES_LIMIT:
                    break
        return found

    def watch(self, cut_off: Callable[[], None]) -> None:
        """Look at the folder's size from now on, and cut the worker off once it exceeds its limit."""
        self._stop_watching()
        self._done.clear()
        self._thread = threading.Thread(target=self._look, args=(cut_off,), daemon=True)
        self._thread.start()

    def remove(self) -> None:
        """Delete the folder with all that is in it."""
        self._stop_watching()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _stop_watching(self) -> None:
        self._done.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _look(self, cut_off: Callable[[], None]) -> None:
        while not self._done.wait(_WATCH_SECONDS):
            sizes = self.files()
            if len(sizes) > _FILES_LIMIT or sum(sizes.values()) > self.megabytes << 20:
                self.exceeded = True
                cut_off()
                return
