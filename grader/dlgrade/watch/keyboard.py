"""Single keys, as they are pressed, from a terminal that is left as it was found."""

import contextlib
import os
import signal
import sys
import time
from types import FrameType, TracebackType
from typing import Any, Self

_CHUNK = 64  # bytes read at once; an arrow key sends three
_ESCAPE = "\x1b"
INTERRUPT = "\x03"  # Ctrl-C, where it comes as a key


class Gone(Exception):  # noqa: N818 - an event, nobody's fault
    """The terminal has been closed."""


class Keyboard:
    """The keys of a terminal; a context. Where standard input is none, or is somebody else's, no key ever comes."""

    def __init__(self) -> None:
        self._waiting: list[str] = []
        self._before: list[Any] | None = None
        self._handler: Any = None
        self.resumed = False  # whether it was suspended and has come back, since this was last put to False
        self.there = False

    def __enter__(self) -> Self:
        self.there = _at_a_terminal()
        if self.there and sys.platform != "win32":
            import termios

            try:
                self._before = termios.tcgetattr(0)
                self._take()
                self._handler = signal.signal(signal.SIGTSTP, self._suspend)
            except (termios.error, ValueError):  # not a terminal after all, or not the main thread
                self.there = self._before is not None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._release()
        if self._handler is not None and sys.platform != "win32":
            signal.signal(signal.SIGTSTP, self._handler)

    def read(self, seconds: float) -> str:
        """Return the next key, empty if none is pressed within some time; Gone if the terminal is closed."""
        if not self._waiting:
            self._waiting += self._pressed(seconds)
        key = self._waiting.pop(0) if self._waiting else ""
        if key == INTERRUPT:
            raise KeyboardInterrupt
        return key

    def peek(self, seconds: float) -> list[str]:
        """Return the keys that are waiting, and leave them there; Gone if the terminal is closed."""
        self._waiting += self._pressed(seconds)
        return list(self._waiting)

    def _pressed(self, seconds: float) -> list[str]:
        if not self.there:
            time.sleep(seconds)
            return []
        if sys.platform == "win32":
            return _pressed_on_windows(seconds)
        import select

        ready, _, _ = select.select([0], [], [], seconds)
        if not ready:
            return []
        try:
            typed = os.read(0, _CHUNK).decode(errors="ignore")
        except OSError:
            raise Gone from None
        if not typed:
            raise Gone
        return [] if typed.startswith(_ESCAPE) and len(typed) > 1 else list(typed)

    def _take(self) -> None:
        """Have keys come at once and unseen; Ctrl-C and Ctrl-Z go on working."""
        if self._before is not None and sys.platform != "win32":
            import termios

            wanted = [*self._before]
            wanted[3] &= ~(termios.ICANON | termios.ECHO)
            wanted[6] = [*wanted[6]]
            wanted[6][termios.VMIN], wanted[6][termios.VTIME] = 1, 0
            termios.tcsetattr(0, termios.TCSADRAIN, wanted)

    def _release(self) -> None:
        if self._before is not None and sys.platform != "win32":
            import termios

            with contextlib.suppress(termios.error):
                termios.tcsetattr(0, termios.TCSADRAIN, self._before)

    def _suspend(self, _signal: int, _frame: FrameType | None) -> None:
        """On Ctrl-Z, give the terminal back, and take it again when brought to the foreground."""
        self._release()
        if sys.platform != "win32":
            os.kill(os.getpid(), signal.SIGSTOP)
        with contextlib.suppress(OSError):
            if _in_the_foreground():
                self._take()
        self.resumed = True


def _at_a_terminal() -> bool:
    try:
        return sys.stdin is not None and os.isatty(0) and sys.stdin.isatty() and _in_the_foreground()
    except (OSError, ValueError):
        return False


def _in_the_foreground() -> bool:
    """Whether keys are meant for us: a process in the background is stopped if it asks for any."""
    return sys.platform == "win32" or os.tcgetpgrp(0) == os.getpgrp()


def _pressed_on_windows(seconds: float) -> list[str]:
    """Ask for keys until one is pressed or time is up; Windows cannot wait for a key and a clock at once."""
    import msvcrt

    until = time.monotonic() + seconds
    found: list[str] = []
    while not found and time.monotonic() < until:
        while msvcrt.kbhit():  # type: ignore[attr-defined]
            key = msvcrt.getwch()  # type: ignore[attr-defined]
            if key in ("\x00", "\xe0"):  # an arrow or a function key, of which a second part follows
                msvcrt.getwch()  # type: ignore[attr-defined]
            else:
                found.append(key)
        time.sleep(0.01)
    return found
