"""How named mistakes answer what a submission was asked: by asking their code, or as a kit has it stored."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

from dlgrade.answers import Answers, Shipped, key_of
from dlgrade.course import Exercise
from dlgrade.diagnose.evidence import Evidence, Mistake
from dlgrade.diagnose.replies import canonical, condensed
from dlgrade.errors import CheckFailure
from dlgrade.sandbox import Sandbox
from dlgrade.student import Conversation, from_sources

_LABEL = "a named mistake"
_WORD = re.compile(r"\w+")


class Witness(Protocol):
    """Knows the mistakes of one exercise, and how each answers."""

    @property
    def mistakes(self) -> Sequence[Mistake]:
        """Every mistake of the exercise."""

    def heard(self, evidence: Sequence[Evidence]) -> None:
        """Take note of all that a submission was asked, whether it failed or not."""

    def answers(self, evidence: Evidence) -> list[Any]:
        """Return what a submission answered in a check, in the form that replays have."""

    def replays(self, mistake: Mistake | None, evidence: Sequence[Evidence]) -> list[list[Any]]:
        """Return what a mistake, or with None the solution, answers to what was asked, check by check."""


class Code:
    """The mistakes' own code, asked the same behind the wall; what it answered once is stored.

    A submission that fails is asked the beginning of what others are. So a mistake is asked all that anybody was asked
    in a check, once, and its first answers are those to each beginning.
    """

    def __init__(self, sandbox: Sandbox, exercise: Exercise, siblings: Mapping[str, tuple[str, str]], answers: Answers):
        self._sandbox, self._exercise, self._siblings, self._answers = sandbox, exercise, siblings, answers
        self._versions: dict[str, str] = {}
        self._longest: dict[str, Evidence] = {}  # by check

    @cached_property
    def mistakes(self) -> list[Mistake]:
        """Every mistake of the exercise."""
        return [Mistake.read(path) for path in self._exercise.mistakes()]

    @cached_property
    def _solution(self) -> str:
        return self._exercise.solution.read_text("utf-8")

    def heard(self, evidence: Sequence[Evidence]) -> None:
        """Keep the longest that anybody was asked in each check, the checks in the order of who reached most."""
        known = self._longest
        new = {
            each.check: max(each, known.get(each.check, each), key=lambda each: len(each.exchanges))
            for each in evidence
            if each.exchanges
        }
        self._longest = new | {c: e for c, e in known.items() if c not in new} if len(new) > len(known) else known | new

    def answers(self, evidence: Evidence) -> list[Any]:
        """Return every answer whole."""
        return answers_of(evidence)

    def replays(self, mistake: Mistake | None, evidence: Sequence[Evidence]) -> list[list[Any]]:
        """Ask the same, check by check, of the solution with a mistake laid over it, or remember what it said."""
        overlay = "" if mistake is None else mistake.source
        whole = [self._whole(each) for each in evidence]
        found = {each.digest: self._stored(overlay, each) for each in whole}
        if None in found.values():
            found |= self._asked(overlay, whole)
        return [list(found[full.digest][: each.asked]) for full, each in zip(whole, evidence, strict=True)]

    def _whole(self, evidence: Evidence) -> Evidence:
        """Return the longest that anybody was asked in a check, if it begins with what this submission was."""
        longest = self._longest.get(evidence.check, evidence)
        return longest if longest.begins_with(evidence) else evidence

    def _key(self, overlay: str, evidence: Evidence) -> str:
        return key_of("replies", self._version(overlay), evidence.digest)

    def _stored(self, overlay: str, evidence: Evidence) -> Any:
        return self._answers.get(self._key(overlay, evidence))

    def _asked(self, overlay: str, evidence: Sequence[Evidence]) -> dict[str, list[Any]]:
        """Ask in one conversation what is not stored, and what other checks of the same ask, since they come next.

        First what everybody is asked, in the order of the checks: what a module keeps between calls may show.
        Returns the replies that were not stored before, by digest.
        """
        names = {each.names for each in evidence}
        usual = [each for each in self._longest.values() if each.names in names and not each.terms.long]
        replies: dict[str, list[Any]] = {}
        conversation = self._conversation(overlay)
        try:
            for each in [*usual, *evidence]:
                if each.digest not in replies and self._stored(overlay, each) is None:
                    replies[each.digest] = _replay(conversation, each)
                    self._answers.put(self._key(overlay, each), replies[each.digest])
        finally:
            conversation.close()
        return replies

    def _conversation(self, overlay: str) -> Conversation:
        submission = from_sources(self._exercise.topic, f"{self._solution}\n\n{overlay}", self._siblings)
        return Conversation(self._sandbox, submission, self._exercise.topic, self._exercise.probes)

    def _version(self, overlay: str) -> str:
        """Return a digest of all that decides how the solution with an overlay answers."""
        if overlay not in self._versions:
            text = f"{self._solution}\n\n{overlay}"
            self._versions[overlay] = key_of(text, self._exercise.probes, sorted(self._mentioned(text).items()))
        return self._versions[overlay]

    def _mentioned(self, text: str) -> dict[str, str]:
        """Return the texts of the other exercises' modules that a text could import, and of those that they could."""
        found: dict[str, str] = {}
        waiting = [text]
        while waiting:
            words = set(_WORD.findall(waiting.pop()))
            new = {name: source[1] for name, source in self._siblings.items() if name in words and name not in found}
            found |= new
            waiting += new.values()
        return found


def _replay(conversation: Conversation, evidence: Evidence) -> list[Any]:
    """Return what comes back, up to the first request that does not end well: a check goes no further either."""
    conversation.begin(evidence.terms)
    replies: list[Any] = []
    for exchange in evidence.exchanges:
        if exchange.request["op"] == "fresh":
            conversation.fresh()
            continue
        try:
            replies.append(canonical(conversation.exchange(exchange.request, exchange.buffers, _LABEL)))
        except CheckFailure as failure:
            replies.append({"ended": failure.kind})
            break
    return replies


def answers_of(evidence: Evidence) -> list[Any]:
    """Return what a submission answered, request by request."""
    return [
        canonical(exchange.reply, exchange.ended)
        for exchange in evidence.exchanges
        if exchange.request["op"] != "fresh"
    ]


class Stored:
    """Replies that a kit has stored: to the requests of a whole check, which a submission was asked up to its failure.

    What a check asks follows from what it was answered, so a submission that answers as a mistake does was asked the
    same, and as often.
    """

    def __init__(self, shipped: Shipped):
        self._shipped = shipped
        self._answers: dict[str, list[Any]] = {}

    @cached_property
    def mistakes(self) -> list[Mistake]:
        """Every mistake, without its code."""
        return [Mistake(each.name, each.hint, frozenset(each.tasks), "") for each in self._shipped.index.mistakes]

    def heard(self, evidence: Sequence[Evidence]) -> None:
        """Pass over it: nobody is asked anew."""

    def answers(self, evidence: Evidence) -> list[Any]:
        """Return every answer, large arrays by their sums, as they are stored."""
        return [condensed(answer) for answer in answers_of(evidence)]

    def replays(self, mistake: Mistake | None, evidence: Sequence[Evidence]) -> list[list[Any]]:
        """Return the stored replies; none where a mistake was not asked."""
        name = "" if mistake is None else mistake.name
        return [self._shipped.replies(each.check).get(name, []) for each in evidence]
