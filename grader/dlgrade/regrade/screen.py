"""A regrade in a terminal: who changes, by how much, and which checks are behind it."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dlgrade.language import said, say
from dlgrade.protocol import one_line
from dlgrade.regrade.changes import Change, causes
from dlgrade.regrade.journey import Regrade

_CAUSES_LIMIT = 20
_WHY_LIMIT = 3  # checks named for each student


def show_regrade(screen: Console, found: Regrade) -> None:
    """Print everybody whose points change, and in how many others only words do."""
    scored = [change for change in found.changes if change.scored]
    told = len(found.changes) - len(scored)
    line = f"{found.exercise}: {found.regraded:,} graded again, {len(scored):,} get other points"
    if told:
        line += f", {told:,} only other words"
    screen.print(Text(said(line), style="bold"))
    if found.ungraded:
        line = said(f"{found.ungraded:,} have no result yet: `dlgrade grade {found.exercise}`")
        screen.print(Text(line, style="yellow"))
    if not scored:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("student", "before", "after", "change"):
        table.add_column(say(name), justify="left" if name == "student" else "right", no_wrap=True)
    table.add_column(say("why"))
    for change in sorted(scored, key=lambda each: (each.difference, each.attempt.student)):
        table.add_row(*_row(change))
    screen.print(table)
    common = causes(scored)
    for cause, count in common[:_CAUSES_LIMIT]:
        screen.print(Text(f"{count:,} x {cause}"))
    if len(common) > _CAUSES_LIMIT:
        screen.print(Text(said(f"and {len(common) - _CAUSES_LIMIT:,} more")))


def _row(change: Change) -> tuple[Text, ...]:
    why = "; ".join(str(check) for check in change.checks[:_WHY_LIMIT])
    more = len(change.checks) - _WHY_LIMIT
    why += f"; and {more} more" if more > 0 else ""
    return (
        Text(one_line(change.attempt.student)),
        Text(f"{change.before.points:g}/{change.before.max_points:g}"),
        Text(f"{change.after.points:g}/{change.after.max_points:g}"),
        Text(f"{change.difference:+g}", style="green" if change.difference > 0 else "red"),
        Text(why or say("the maximum is another")),
    )
