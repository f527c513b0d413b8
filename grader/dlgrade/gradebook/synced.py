"""What became of a sync: how much is new, changed or as it was, and who needs a human."""

from dataclasses import dataclass, field

from dlgrade.protocol.text import one_line

_SHOWN = 30  # lines on who needs a human; a terminal holds no more


@dataclass
class Count:
    """How many of one kind are new, changed, or as they were."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    def add(self, *, created: bool = False, changed: bool = False) -> None:
        """Count one more."""
        if created:
            self.created += 1
        elif changed:
            self.changed += 1
        else:
            self.unchanged += 1

    def __str__(self) -> str:
        parts = {"new": self.created, "changed": self.changed, "as before": self.unchanged}
        return ", ".join(f"{count:,} {name}" for name, count in parts.items() if count) or "none"


@dataclass(frozen=True)
class Attention:
    """What a human should look at: whose work, and why in a sentence. The student is empty if it is about all."""

    exercise: str
    student: str
    reason: str


@dataclass
class Synced:
    """What a sync did, or with `dry_run` would do; `place` is the gradebook, without its password.

    `by_hand` counts the manual scores that stand instead of dlgrade's, `notebooks` the files written for formgrader.
    """

    place: str
    dry_run: bool = False
    assignments: Count = field(default_factory=Count)
    checks: Count = field(default_factory=Count)
    students: Count = field(default_factory=Count)
    submissions: Count = field(default_factory=Count)
    by_hand: int = 0
    notebooks: int = 0
    attention: list[Attention] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, Count]:
        """The counts by what they count."""
        return {
            "assignments": self.assignments,
            "checks": self.checks,
            "students": self.students,
            "submissions": self.submissions,
        }

    @property
    def created(self) -> int:
        """How much is new."""
        return sum(count.created for count in self.counts.values())

    @property
    def changed(self) -> int:
        """How much is changed."""
        return sum(count.changed for count in self.counts.values())

    @property
    def unchanged(self) -> int:
        """How much is as it was."""
        return sum(count.unchanged for count in self.counts.values())

    def lines(self, most: int = _SHOWN) -> list[str]:
        """Return the whole as lines for people; who needs a human at the end."""
        found = [f"{one_line(self.place)}{': would be written, nothing is yet' if self.dry_run else ''}"]
        found += [f"  {name:<11}  {count}" for name, count in self.counts.items()]
        if self.by_hand:
            found.append(f"  scores given by hand, which stand: {self.by_hand:,}")
        if self.notebooks:
            found.append(f"  notebooks written to autograded/, for formgrader: {self.notebooks:,}")
        found += [f"needs a human ({len(self.attention):,}):"] if self.attention else []
        for each in self.attention[:most]:
            who = f"{one_line(each.student)}: " if each.student else ""
            found.append(f"  {each.exercise}  {who}{one_line(each.reason)}")
        if len(self.attention) > most:
            found.append(f"  and {len(self.attention) - most:,} more")
        return found
