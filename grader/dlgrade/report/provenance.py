"""How results were made, and what of it an instructor must be told: weak walls, public keys, mixed checks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dlgrade.report.tally import Exercise, Made, Tally
from dlgrade.report.words import count

_MIXED: tuple[tuple[str, str, Callable[[Made], object], bool], ...] = (  # what, why, where, and whether it needs force
    ("sets of checks", "their points cannot be compared", lambda made: made.checks, False),
    ("keys", "not everybody was asked the same", lambda made: made.key, False),
    ("draws of the inputs", "not everybody was asked the same", lambda made: made.draw, False),
    ("kinds of device", "the reference was computed in different places", lambda made: made.device, True),
    ("sets of versions", "How it was graded says which", lambda made: made.versions, True),
    ("sets of named mistakes", "points are the same, hints may differ", lambda made: made.mistakes, False),
)
_WEAK = (
    "Code that is graded so can read files, answers and other students' work: these points say nothing about code that "
    "you do not trust. Grade them again on a Linux where dlgrade doctor finds strict isolation"
)
_PUBLIC = "Everybody can know these inputs, so that answers may be stored ones. Grade them with the class's key"
_NAMED = 4  # exercises


@dataclass(frozen=True)
class Caveat:
    """Something about the results themselves; `command` is what mends it, `students` whom it concerns."""

    headline: str
    text: str
    command: str
    students: tuple[int, ...] = ()
    loud: bool = False


def isolation(tally: Tally) -> tuple[str, str]:
    """Return the isolation of all results in a word or two, and in a sentence."""
    levels: dict[str, int] = {}
    for exercise in tally.exercises.values():
        for made, results in exercise.made.items():
            levels[made.isolation] = levels.get(made.isolation, 0) + results
    if not levels:
        return "–", "nothing is graded yet"
    told = ", ".join(f"{name}: {count(results, 'result')}" for name, results in sorted(levels.items()))
    weak = sum(results for name, results in levels.items() if not name.startswith("strict"))
    return ("strict" if not weak else f"{weak:,} below strict"), told


def caveats(tally: Tally) -> list[Caveat]:
    """Return what an instructor must know before believing the points, the gravest first."""
    found = []
    exercises = list(tally.exercises.values())
    weak = [each for each in exercises if each.weak]
    if weak:
        levels = {made.isolation for each in weak for made in each.made if made.official and not made.strict}
        results = count(sum(len(each.weak) for each in weak), "official result was", "official results were")
        students = tuple(sorted({student for each in weak for student in each.weak}))
        headline = f"{results} graded below strict isolation ({' and '.join(sorted(levels))}), in {_listed(weak)}."
        found.append(Caveat(headline, _WEAK, _again(weak, force=True), students, loud=True))
    public = [each for each in exercises if any(not made.official for made in each.made)]
    if public:
        results = count(
            sum(amount for each in public for made, amount in each.made.items() if not made.official),
            "result was",
            "results were",
        )
        headline = f"{results} made with the public practice key, in {_listed(public)}."
        found.append(Caveat(headline, _PUBLIC, _again(public), loud=True))
    for things, why, part, force in _MIXED:
        mixed = [each for each in exercises if len({part(made) for made in each.made} - {""}) > 1]
        if mixed:
            most = max(len({part(made) for made in each.made} - {""}) for each in mixed)
            headline = f"{_listed(mixed)}: graded with {most} different {things}."
            found.append(Caveat(headline, f"{why[0].upper()}{why[1:]}", _again(mixed, force=force)))
    return found


def _listed(exercises: Sequence[Exercise]) -> str:
    names = [each.slug for each in exercises]
    more = f" and {count(len(names) - _NAMED, 'more exercise')}" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _again(exercises: Sequence[Exercise], *, force: bool = False) -> str:
    """Return the command that shows what grading again would change; force is for what has the same checks and key."""
    name = exercises[0].slug if len(exercises) == 1 else "EXERCISE"
    return f"dlgrade regrade {name}{' --force' * force} --dry-run"


def table(exercises: Iterable[Exercise]) -> Sequence[dict[str, object]]:
    """Return a row for each way in which an exercise's results were made, the commonest first."""
    return [
        {
            "exercise": exercise.slug,
            "results": results,
            "isolation": made.isolation,
            "weak": not made.strict,
            "key": made.key if made.official else f"{made.key} (practice: public)",
            "draw": made.draw,
            "device": made.device,
            "checks": made.checks[:12],
            "mistakes": made.mistakes[:12] or "–",
            "versions": ", ".join(f"{name} {version}" for name, version in made.versions),
        }
        for exercise in exercises
        for made, results in exercise.made.most_common()
    ]
