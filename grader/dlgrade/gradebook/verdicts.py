"""What nbgrader's autograder is told about one submission; made by whoever judges, known without nbgrader."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class TestCell:
    """What a test cell gives and shows: `page` is HTML, and nothing in it is markup that a student wrote.

    `needs` asks a human to look.
    """

    points: float
    worth: float
    page: str
    text: str
    needs: bool = False


@dataclass(frozen=True)
class Verdict:
    """A submission, by nbgrader's names of its test cells and of its solution cells, which bear the comments.

    `lost` is the share of the points that lateness takes, `due` is in UTC without saying so.
    """

    tests: Mapping[str, TestCell] = field(default_factory=dict)
    comments: Mapping[str, str | None] = field(default_factory=dict)
    lost: float = 0.0
    due: datetime.datetime | None = None
