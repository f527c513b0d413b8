"""Where each shell looks for completions, and how they are put there: whole, marked, and never twice."""

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from dlgrade.errors import UsageError

_BEGIN, _END = "# >>> dlgrade completion >>>", "# <<< dlgrade completion <<<"
_PARTIAL = ".dlgrade-partial"
INSTALLABLE = ("bash", "zsh", "fish")


@dataclass(frozen=True)
class Installation:
    """Where a shell's script goes, and which lines of which file read it; fish needs none."""

    shell: str
    script: Path
    startup: Path | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Installed:
    """The files that were written, none if all was there already, and what the user does next."""

    written: tuple[Path, ...]
    following: str


def detected(path: str | None) -> str:
    """Return the shell that $SHELL names; UsageError if it is none, or one that has no completion."""
    if not path:
        raise UsageError(f"SHELL is not set, so your shell is unknown: name it, {_either()}")
    name = path.replace("\\", "/").rpartition("/")[2].removesuffix(".exe")
    if name not in INSTALLABLE:
        raise UsageError(f"your shell is {name!r}, which dlgrade cannot complete in: use {_either()}, and name it")
    return name


def planned(shell: str) -> Installation:
    """Return what would be installed for a shell; UsageError where there is no place for it."""
    if shell not in INSTALLABLE:
        raise UsageError(
            f"dlgrade installs nothing for {shell}: `dlgrade completion {shell}` prints the script, for your profile"
        )
    data = _folder("XDG_DATA_HOME", ".local/share") / "dlgrade"
    if shell == "fish":
        return Installation(shell, _folder("XDG_CONFIG_HOME", ".config") / "fish" / "completions" / "dlgrade.fish")
    script = data / f"completion.{shell}"
    quoted = "'" + str(script).replace("'", "'\\''") + "'"
    if shell == "bash":
        login = sys.platform == "darwin"  # whose terminals start login shells, which read no .bashrc
        return Installation(
            shell, script, _home() / (".bash_profile" if login else ".bashrc"), (f"[ -r {quoted} ] && . {quoted}",)
        )
    startup = Path(os.environ.get("ZDOTDIR") or _home()) / ".zshrc"
    ready = "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }"
    return Installation(shell, script, startup, (ready, f"[[ -r {quoted} ]] && source {quoted}"))


def install(plan: Installation, script: str) -> Installed:
    """Write the script, and the lines that read it; UsageError that says what refuses, with nothing half written."""
    written = []
    content = _with_lines(plan.startup, plan.lines) if plan.startup else b""  # before anything is written
    if _write(plan.script, script.encode()):
        written.append(plan.script)
    if plan.startup and _write(plan.startup, content):
        written.append(plan.startup)
    if plan.startup is None:
        return Installed(tuple(written), f"it is there in every new {plan.shell}")
    read = f"source {plan.startup}"
    return Installed(tuple(written), f"open a new terminal, or run: {read}")


def _with_lines(path: Path, lines: tuple[str, ...]) -> bytes:
    """Return a start-up file with the marked lines in it, once, in the place of those that were there."""
    try:
        text = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}; nothing was installed") from None
    block = "\n".join((_BEGIN, *lines, _END, "")).encode()
    begins, ends = text.count(_BEGIN.encode()), text.count(_END.encode())
    if not begins and not ends:
        return text + (b"" if not text or text.endswith(b"\n") else b"\n") + (b"\n" if text else b"") + block
    before, _, rest = text.partition(_BEGIN.encode())
    _, _, after = rest.partition(_END.encode())
    if (begins, ends) != (1, 1) or _END.encode() in before:
        raise UsageError(f"{path}: the lines between {_BEGIN!r} and {_END!r} are damaged: remove them, and try again")
    return before + block + after.removeprefix(b"\n")


def _write(path: Path, content: bytes) -> bool:
    """Write a file whole, through a link to it, with the mode that it had; whether it was another before."""
    try:
        target = path.resolve()
        if target.is_file() and target.read_bytes() == content:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(target.name + _PARTIAL)
        try:
            with partial.open("wb") as file:
                file.write(content)
            if target.exists():
                partial.chmod(stat.S_IMODE(target.stat().st_mode))
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its links lead nowhere"
        raise UsageError(f"{path}: cannot be written: {reason}: mend that, and run it again") from None
    return True


def _folder(variable: str, usual: str) -> Path:
    named = os.environ.get(variable, "")
    return Path(named) if Path(named).is_absolute() else _home() / usual


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        raise UsageError("your home folder is unknown, so there is no place to install to: set HOME") from None


def _either() -> str:
    return f"{', '.join(INSTALLABLE[:-1])} or {INSTALLABLE[-1]}"
