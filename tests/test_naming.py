"""Which mistake is named behind a failure, when several checks have something to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from dlgrade.diagnose import Casebook, Evidence, Mistake

SILENT: dict[str, Any] = {"ended": "died"}
WRONG = {"value": 3.0, "modified": [], "warnings": []}
RIGHT = {"value": 1.0, "modified": [], "warnings": []}
SIGN = Mistake("sign", "the sign is wrong", frozenset({"f"}), "")


@dataclass
class Told:
    """A witness of one mistake that answers everything in silence, about submissions whose answers are listed."""

    answered: Mapping[str, Any]
    mistakes: Sequence[Mistake] = (SIGN,)

    def heard(self, evidence: Sequence[Evidence]) -> None:
        """Pass over it."""

    def answers(self, evidence: Evidence) -> list[Any]:
        """Return a submission's answers."""
        return [self.answered[evidence.check]]

    def replays(self, mistake: Mistake | None, evidence: Sequence[Evidence]) -> list[list[Any]]:
        """Return the mistake's, or the solution's."""
        return [[RIGHT if mistake is None else SILENT] for _ in evidence]


def failed(check: str, *, hidden: bool = False) -> Evidence:
    """Return what a check leaves that failed after one exchange."""
    return Evidence(check, ("f",), True, [SimpleNamespace(reply=None)], hidden=hidden)  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("seen", "unseen", "named"),
    [
        (SILENT, SILENT, {"seen": SIGN, "unseen": SIGN}),
        (SILENT, WRONG, {"seen": SIGN}),
        (WRONG, SILENT, {}),
    ],
)
def test_what_is_named_behind_a_visible_check_is_told_by_visible_ones(
    seen: object, unseen: object, named: dict[str, Mistake]
) -> None:
    """An answer that says little names a mistake if all others fit: all visible ones, as a kit holds no others."""
    evidence = [failed("seen"), failed("unseen", hidden=True)]
    found = Casebook(Told({"seen": seen, "unseen": unseen})).name(evidence)
    assert found == named
    alone = Casebook(Told({"seen": seen})).name(evidence[:1])
    assert alone == {check: mistake for check, mistake in found.items() if check == "seen"}
