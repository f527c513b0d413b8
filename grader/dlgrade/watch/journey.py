"""The journey from `dlgrade watch` to its end."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from rich.console import Console

from dlgrade.course import Exercise
from dlgrade.desk import Desk
from dlgrade.grade import Settings
from dlgrade.sandbox import Sandbox
from dlgrade.watch.attendant import Attendant, Hinting
from dlgrade.watch.bench import Bench
from dlgrade.watch.ending import ended_by_signals
from dlgrade.watch.keyboard import Gone, Keyboard
from dlgrade.watch.route import Route
from dlgrade.watch.screen import Screen

_BY_SIGNAL = 128  # what a shell adds to the number of the signal that ended a process
_HANGUP = 1  # the signal of a terminal that was closed


def watch(
    desk: Desk,
    targets: Sequence[Exercise],
    settings: Settings,
    *,
    console: Callable[[], Console],
    hinting: Hinting,
    open_ended: bool = False,
) -> int:
    """Check exercises whenever their files are saved, until it is quit; return 0, or 128 and the signal that ended it.

    open_ended: whether exercises that are begun later are watched as well
    """
    route = Route(desk, targets, open_ended=open_ended)
    settings = replace(settings, examples=True)
    with (
        ended_by_signals() as ended,
        Keyboard() as keyboard,
        Bench(settings, lambda course: Sandbox(settings.isolation, course.limits)) as bench,
    ):
        try:
            Attendant(route, settings, screen=Screen(console), keyboard=keyboard, hinting=hinting).run(bench)
        except Gone:
            return _BY_SIGNAL + _HANGUP
        except KeyboardInterrupt:
            if not ended.signal:
                raise
            return _BY_SIGNAL + ended.signal
    return 0
