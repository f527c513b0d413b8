"""`dlgrade collect`, ended at every step: the next run completes it, and nothing is lost or there twice."""

import subprocess
import sys
from pathlib import Path

import pytest
from classroom import SLUG
from handing_in import CODE, HOUR, MODULE, NOON, classroom_with, contents, exchange, into

from dlgrade.classroom import attempts_of, open_class
from dlgrade.collect import collect

_KILLED = """
import os, sys
from pathlib import Path
from dlgrade.classroom import open_class
from dlgrade.collect import collect
left = int(sys.argv[2])
def counted(real):
    def call(*arguments, **keywords):
        global left
        left -= 1
        if left == 0:
            os._exit(9)
        return real(*arguments, **keywords)
    return call
Path.rename, os.fsync, Path.mkdir = counted(Path.rename), counted(os.fsync), counted(Path.mkdir)
collect(open_class(Path(sys.argv[1])), [])
print(int(sys.argv[2]) - left)
"""
TEXTS = [CODE + f"# {number}\n".encode() for number in range(3)]


def state(root: Path) -> list[tuple[str, str, bytes]]:
    """Return what was collected, with the place that counts first."""
    found = attempts_of(root, "s1", SLUG)
    return [
        (each.folder.relative_to(root).parts[0], str(each.received), (each.folder / MODULE).read_bytes())
        for each in found
    ]


@pytest.mark.parametrize("step", range(1, 35, 3))
def test_a_run_that_is_killed_is_completed_by_the_next(tmp_path: Path, step: int) -> None:
    """Whenever it ends: what is there is whole, and afterwards all is as if nothing had happened."""
    inbound = exchange(tmp_path)
    room = classroom_with(tmp_path / "class", exchange=str(inbound))
    into(inbound, "s1", NOON, {MODULE: TEXTS[0]})
    collect(room, [])
    for place in (1, 2):
        into(inbound, "s1", NOON + place * HOUR, {MODULE: TEXTS[place]})
    into(inbound, "s2")
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, room.root, str(step)], check=False, timeout=60, stdout=subprocess.PIPE
    )
    assert done.returncode == 9, f"there are only {done.stdout.decode()} steps"
    found = [text for _, _, text in state(room.root)]
    assert found == TEXTS[: len(found)]
    assert found
    collect(open_class(room.root), [])
    assert [(kind, text) for kind, _, text in state(room.root)] == [
        ("attempts", TEXTS[0]),
        ("attempts", TEXTS[1]),
        ("submitted", TEXTS[2]),
    ]
    assert not [name for name in contents(room.root) if ".partial" in name]
