"""`dlgrade watch` in a terminal of its own, and without one: keys, colours, and how it ends."""

import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from commands import environment
from test_interrupt import (  # noqa: F401 - the fixture that is imported is used by itself
    PROCESSES,
    _interruptible,
    assert_ends,
    descendants,
)
from watched import tiny_desk, write

from dlgrade.desk import Desk

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or not (PROCESSES / "self" / "stat").exists(), reason="terminals and /proc are Unix's"
)
SECONDS = 60.0  # for anything to appear, on a busy machine
WRONG = ("return x**3", "return x**2")
CONTROL = re.compile(r"\x1b\[[\d;?]*[A-Za-z]|\r")


@dataclass
class Terminal:
    """A watch in a pseudo-terminal; what it wrote so far."""

    process: subprocess.Popen[bytes]
    master: int
    text: str = ""
    family: set[tuple[int, str]] = field(default_factory=set)

    def until(self, wanted: str) -> str:
        """Read until some text has appeared since the last call, and return all that came."""
        deadline, found = time.monotonic() + SECONDS, ""
        while wanted not in CONTROL.sub("", found):
            assert time.monotonic() < deadline, found
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    found += os.read(self.master, 1 << 16).decode()
                except OSError:
                    break
        self.text += found
        assert wanted in CONTROL.sub("", found), found
        return found

    def press(self, key: str) -> None:
        """Type something."""
        os.write(self.master, key.encode())

    def ended(self) -> int:
        """Read to the end, and return how it ended."""
        deadline = time.monotonic() + SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.text += os.read(self.master, 1 << 16).decode()
                except OSError:
                    break
        return self.process.wait(SECONDS)


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk of the tiny course."""
    return tiny_desk(tmp_path_factory.mktemp("watch"))


@pytest.fixture
def desk(desks: Desk) -> Desk:
    """The same with the first exercise solved."""
    first = desks.course.exercises[0]
    write(desks, first, first.solution.read_text("utf-8"))
    return desks


@pytest.fixture
def open_terminal(desk: Desk) -> Iterator[Callable[..., Terminal]]:
    """Start watches in terminals, of a width and with variables."""
    import fcntl
    import pty
    import termios

    opened: list[Terminal] = []

    def start(*arguments: str, columns: int = 80, **variables: str) -> Terminal:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        variables = {"TERM": "xterm-256color", **environment(), **variables}
        variables.pop("COLUMNS")
        process = subprocess.Popen(
            [sys.executable, "-m", "dlgrade", "watch", "1", "--isolation", "basic", *arguments],
            cwd=desk.root,
            env={**{name: value for name, value in os.environ.items() if name != "COLUMNS"}, **variables},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)
        opened.append(Terminal(process, master))
        return opened[-1]

    yield start
    for each in opened:
        each.process.kill()
        each.process.wait()
        os.close(each.master)


def save(desk: Desk, old: str, new: str) -> None:
    """Save the first exercise with one text instead of another."""
    first = desk.course.exercises[0]
    write(desk, first, first.solution.read_text("utf-8").replace(old, new))


def test_a_save_is_answered_and_keys_are_obeyed(desk: Desk, open_terminal: Callable[..., Terminal]) -> None:
    """What fails is shown as `check` shows it; n, l, h, ? and q do what the last line says."""
    terminal = open_terminal()
    terminal.until("everything passed")
    save(desk, *WRONG)
    shown = terminal.until("q quit")
    if "cube  0/1  failed" not in CONTROL.sub("", shown):
        shown = terminal.until("cube  0/1  failed")
    terminal.until("checked")
    terminal.press("?")
    terminal.until("rerun: checks everything again")
    terminal.press("?")
    terminal.press("l")
    terminal.until("> ✗ cube")
    terminal.press("h")
    terminal.until("q quit")
    save(desk, "nothing", "nothing")
    terminal.until("01_tiny is done: every check passed")
    family = descendants(terminal.process.pid)
    terminal.press("q")
    assert terminal.ended() == 0
    assert_ends(family)


def test_keys_say_why_they_do_nothing(desk: Desk, open_terminal: Callable[..., Terminal]) -> None:
    """Where no task fails, or the module does not load, n and h have nothing to show."""
    terminal = open_terminal()
    terminal.until("everything passed")
    terminal.press("n")
    terminal.until("no task fails")
    save(desk, "return x**3", "return x**")
    terminal.until("your module could not be graded")
    terminal.press("h")
    terminal.until("no task was judged: mend first what is said above")
    terminal.press("q")
    assert terminal.ended() == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_nothing_behind(open_terminal: Callable[..., Terminal], number: signal.Signals) -> None:
    """It ends with 128 and the signal, the terminal is as it was, and no process is left."""
    import termios

    terminal = open_terminal()
    before = termios.tcgetattr(terminal.master)[3]
    terminal.until("checked ")
    assert not termios.tcgetattr(terminal.master)[3] & termios.ECHO
    family = descendants(terminal.process.pid)
    assert family  # what starts workers
    terminal.process.send_signal(number)
    assert terminal.ended() == 128 + number
    assert termios.tcgetattr(terminal.master)[3] == before
    assert "Traceback" not in terminal.text
    assert_ends(family)


def test_a_closed_terminal_ends_it(open_terminal: Callable[..., Terminal]) -> None:
    """As when a window is closed, or a line over SSH breaks."""
    terminal = open_terminal()
    terminal.until("checked ")
    family = descendants(terminal.process.pid)
    os.close(terminal.master)
    terminal.master = os.open(os.devnull, os.O_RDONLY)
    assert terminal.process.wait(SECONDS) == 128 + signal.SIGHUP
    assert_ends(family)


def test_q_ends_what_takes_long(desk: Desk, open_terminal: Callable[..., Terminal]) -> None:
    """A loop without end is not waited for."""
    terminal = open_terminal()
    terminal.until("everything passed")
    save(desk, WRONG[0], "while True:\n        pass")
    terminal.until("checking cube")
    terminal.press("q")
    assert terminal.ended() == 0
    assert "Traceback" not in terminal.text


@pytest.mark.parametrize("columns", [60, 110])
def test_no_line_is_wider_than_the_terminal(desk: Desk, open_terminal: Callable[..., Terminal], columns: int) -> None:
    """Every line fits, the keys as well; NO_COLOR is followed."""
    save(desk, *WRONG)
    terminal = open_terminal(columns=columns, NO_COLOR="1")
    shown = terminal.until("checked")
    assert "? help" in CONTROL.sub("", shown)
    assert not re.search(r"\x1b\[[\d;]*3\dm", shown)
    lines = CONTROL.sub("", shown).splitlines()
    assert max(map(len, lines)) <= columns


def test_a_dumb_terminal_gets_text_only(desk: Desk, open_terminal: Callable[..., Terminal]) -> None:
    """No control code is sent where none is understood; keys work."""
    terminal = open_terminal(TERM="dumb")
    terminal.until("everything passed")
    save(desk, *WRONG)
    terminal.until("cube  0/1  failed")
    terminal.press("q")
    assert terminal.ended() == 0
    assert "\x1b" not in terminal.text


def test_without_a_terminal_text_follows_text(desk: Desk) -> None:
    """Piped, and with nobody at the keys, it re-checks on and on and sends no control codes."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dlgrade", "watch", "1", "--isolation", "basic"],
        cwd=desk.root,
        env={**os.environ, **environment()},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    found = ""
    while "everything passed" not in found:
        found += os.read(process.stdout.fileno(), 1 << 16).decode()
    save(desk, *WRONG)
    while "cube  0/1  failed" not in found:
        found += os.read(process.stdout.fileno(), 1 << 16).decode()
    family = descendants(process.pid)
    process.terminate()
    rest, errors = process.communicate(timeout=SECONDS)
    assert (process.returncode, errors) == (128 + signal.SIGTERM, b"")
    assert "\x1b" not in found + rest.decode()
    assert "q quit" not in found
    assert_ends(family)
