"""Recognise a named mistake: a submission that answers as the mistake does, on the very inputs of a failed check."""

from collections.abc import Collection, Mapping, Sequence

from dlgrade.diagnose.evidence import Evidence, Mistake
from dlgrade.diagnose.replies import equal, telling
from dlgrade.diagnose.witnesses import Witness


class Casebook:
    """The mistakes of one exercise, told by somebody who knows how each of them answers."""

    def __init__(self, witness: Witness):
        self._witness = witness

    @property
    def mistakes(self) -> Sequence[Mistake]:
        """Every mistake of the exercise."""
        return self._witness.mistakes

    def name(self, evidence: Sequence[Evidence]) -> dict[str, Mistake]:
        """Return the mistake behind each failed check, for those where one answers exactly as the submission did.

        What stands behind a visible check is told by visible checks alone: a student whose kit holds no others reads
        the same.
        """
        self._witness.heard(evidence)
        named: dict[str, Mistake] = {}
        for names in dict.fromkeys(each.names for each in evidence if each.failed):
            found = [mistake for mistake in self.mistakes if mistake.concerns(names)]
            every = [each for each in evidence if each.names == names and each.exchanges and not each.unwritten]
            mine = [each for each in every if not each.terms.long]  # others are named after them
            matches = self._matches(found, mine)
            for hidden in (False, True):
                known = [each for each in every if hidden or not each.hidden]
                if any(each.failed and each.hidden == hidden for each in known):
                    behind = self._behind(found, known, matches)
                    named |= {
                        each.check: behind[each.check]
                        for each in known
                        if each.hidden == hidden and each.check in behind
                    }
        return named

    def _matches(self, found: Sequence[Mistake], mine: Sequence[Evidence]) -> dict[str, set[str]]:
        """Return, by mistake, the checks in which it answers as the submission did.

        Who answers no failed check so is asked about no others: it stands behind nothing.
        """
        matches: dict[str, set[str]] = {mistake.name: set() for mistake in found}
        failed, others = ([each for each in mine if each.failed == wanted] for wanted in (True, False))
        answers = {each.check: self._witness.answers(each) for each in mine}
        for mistake in found:
            for some in (failed, others) if failed else (others,):
                replays = self._witness.replays(mistake, some)
                matches[mistake.name] |= {
                    each.check for each, replay in zip(some, replays, strict=True) if equal(answers[each.check], replay)
                }
                if not matches[mistake.name]:
                    break
        return matches

    def _behind(
        self, found: Sequence[Mistake], every: Sequence[Evidence], matches: Mapping[str, Collection[str]]
    ) -> dict[str, Mistake]:
        """Return what stands behind failed checks of the same names.

        matches: by mistake, the checks in which it answers as the submission did, of those that do not take long
        """
        named: dict[str, Mistake] = {}
        mine = [each for each in every if not each.terms.long]
        counts = {mistake.name: sum(each.check in matches[mistake.name] for each in mine) for mistake in found}
        ranked = sorted(found, key=lambda mistake: -counts[mistake.name])
        for each in mine:
            for mistake in ranked if each.failed else []:
                everywhere = counts[mistake.name] == len(mine)
                if each.check in matches[mistake.name] and (everywhere or self._tells(each)):
                    named[each.check] = mistake
                    break
        candidates = [mistake for mistake in found if counts[mistake.name] == len(mine)]
        named |= self._behind_long([each for each in every if each.failed and each.terms.long], candidates)
        behind = {named[each.check].name: named[each.check] for each in mine if each.check in named}
        if len(behind) == 1 and all(each.check in named for each in mine if each.failed):
            long = [each.check for each in every if each.failed and each.terms.long]
            named = dict.fromkeys(long, next(iter(behind.values()))) | named
        return named

    def _behind_long(self, long: Sequence[Evidence], alike: Sequence[Mistake]) -> dict[str, Mistake]:
        """Return the mistake behind failed checks that take long, among those that answer all others alike."""
        named: dict[str, Mistake] = {}
        for mistake in alike if long else []:
            replays = self._witness.replays(mistake, long)
            for each, replay in zip(long, replays, strict=True):
                if equal(self._witness.answers(each), replay):
                    named.setdefault(each.check, mistake)
        return named

    def _tells(self, evidence: Evidence) -> bool:
        """Whether a wrong answer says something: a finite wrong number or a message, not only NaN or silence."""
        [right] = self._witness.replays(None, [evidence])
        answers = self._witness.answers(evidence)
        return any(telling(mine, solution) for mine, solution in zip(answers, right, strict=False))
