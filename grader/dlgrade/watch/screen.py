"""The screen that a watch is seen on: a picture, painted over in place, or text that follows text where that fails."""

import shutil
import sys
from collections.abc import Callable
from typing import TextIO

from rich.console import Console

from dlgrade.watch.keyboard import Gone

_HOME, _TO_LINE_END, _TO_SCREEN_END = "\x1b[H", "\x1b[K", "\x1b[J"
_NO_WRAP, _WRAP = "\x1b[?7l", "\x1b[?7h"  # a word that is wider than the window does not take a second line


class Screen:
    """Shows pictures made of lines.

    A terminal that can place its cursor is painted over in place, in one write, so that nothing flickers; what stood
    there before has moved up and stays. Elsewhere each picture is printed once, with no control codes.
    """

    def __init__(self, console: Callable[[], Console], out: TextIO | None = None):
        self._console = console  # made anew for each picture: the window may have another size by now
        self._out = out or sys.stdout
        first = console()
        self.live = _is_terminal(self._out) and not first.is_dumb_terminal and not first.legacy_windows
        self._size = self._measured()
        self._painted = False
        self._latest: list[str] = []

    def resized(self) -> bool:
        """Whether the window has another size than the picture on it was made for."""
        return self.live and self._measured() != self._size

    def show(self, *parts: Callable[[Console], None], fleeting: bool = False) -> None:
        """Show what some functions print, one below the other; the second is cut where the window has no room for it.

        fleeting: whether it is of no interest to whoever reads text that follows text
        """
        if fleeting and not self.live:
            return
        self._size = self._measured()
        screen = self._console()
        texts = [_captured(screen, part) for part in parts]
        if self.live:
            self._paint(*(text.splitlines() for text in texts))
        elif texts != self._latest:
            self._latest = texts
            self._write("".join(texts) + "\n")

    def begin(self) -> None:
        """Something new is about to be shown, even if it should look the same."""
        self._latest = []

    def begin_below(self) -> None:
        """Leave what the window shows now, as somebody else may have written to it."""
        self._painted = False

    def _paint(self, head: list[str], body: list[str], foot: list[str]) -> None:
        room = self._size[1] - 1  # the cursor's line
        left = max(room - len(head) - len(foot), 1)
        if len(body) > left:
            cut = len(body) - left + 1
            body = [*body[: left - 1], f"  ... {cut} more lines: make the window higher to see them"]
        lines = [*head, *body, *foot][:room]
        above = "" if self._painted else "\n" * self._size[1]
        # a line is emptied before it is written: behind a full one, its last character would be taken away
        text = "".join(f"{_TO_LINE_END}{line}\n" for line in lines)
        self._painted = True
        self._write(f"{above}{_HOME}{_NO_WRAP}{text}{_TO_SCREEN_END}{_WRAP}")

    def _write(self, text: str) -> None:
        try:
            self._out.write(text)
            self._out.flush()
        except BrokenPipeError:
            raise  # whoever read it has ended, which is no fault
        except OSError:
            raise Gone from None

    def _measured(self) -> tuple[int, int]:
        size = shutil.get_terminal_size()
        return size.columns, size.lines


def _captured(screen: Console, part: Callable[[Console], None]) -> str:
    with screen.capture() as captured:
        part(screen)
    return captured.get()


def _is_terminal(out: TextIO) -> bool:
    try:
        return out.isatty()
    except (AttributeError, ValueError):
        return False
