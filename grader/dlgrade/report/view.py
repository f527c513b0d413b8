"""What all parts of the class page are made of."""

from dataclasses import dataclass

from dlgrade.classroom import Classroom
from dlgrade.report.people import People
from dlgrade.report.tally import Cell, Exercise, Tally


@dataclass(frozen=True)
class View:
    """A class, what it did, and how its students are called."""

    classroom: Classroom
    tally: Tally
    people: People

    @property
    def exercises(self) -> list[Exercise]:
        """The exercises that are reported, in order."""
        return list(self.tally.exercises.values())

    def cells(self, slug: str) -> list[tuple[int, Cell]]:
        """Return the students' numbers and cells in one exercise."""
        found = [(student, cells.get(slug)) for student, cells in enumerate(self.tally.cells)]
        return [(student, cell) for student, cell in found if cell is not None]

    def worth(self, slug: str) -> float:
        """Return the points of an exercise."""
        return max((cell.max_points for _, cell in self.cells(slug)), default=0.0)


def percent(part: float | None) -> str:
    """Return a share between 0 and 1 as people write it; a dash where there is none."""
    return "–" if part is None else f"{100 * part:.0f} %"
