"""How results were made, and what of it an instructor must be told: weak walls, public keys, mixed checks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dlgrade.report.tally import Exercise, Made, Tally
from dlgrade.report.words import count

_MIXED: tuple[tuple[str, str, Callable[[Made], object]], ...] = (
    ("sets of checks", "the points cannot be compared", lambda made: made.checks),
    ("keys", "not everybody was asked the same", lambda made: made.key),
    ("draws of the inputs", "not everybody was asked the same", lambda made: made.draw),
    ("kinds of device", "the reference was computed in different places", lambda made: made.device),
    ("sets of versions", "see How it was graded for which", lambda made: made.versions),
    ("sets of named mistakes", "points are the same, hints may differ", lambda made: made.mistakes),
)
_WEAK = (
    "Code that is graded so can read files, answers and other students' work: these points say nothing about code that "
    "you do not trust. Grade them again on a Linux where `dlgrade doctor` finds strict isolation, with"
)


@dataclass(frozen=True)
class Caveat:
    """Something about the results themselves; `command` is what mends it, `students` whom it concerns."""

    headline: str
    text: str
    command: str = ""
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
    found = [each for exercise in tally.exercises.values() for each in _of(exercise)]
    return sorted(found, key=lambda each: not each.loud)


def _of(exercise: Exercise) -> Iterable[Caveat]:
    again = f"dlgrade regrade {exercise.slug}"
    if exercise.weak:
        levels = " and ".join(sorted({each.isolation for each in exercise.made if each.official and not each.strict}))
        results = count(len(exercise.weak), "official result was", "official results were")
        yield Caveat(
            f"{exercise.slug}: {results} graded below strict isolation ({levels}).",
            _WEAK,
            again,
            tuple(exercise.weak),
            loud=True,
        )
    public = sum(results for made, results in exercise.made.items() if not made.official)
    if public:
        yield Caveat(
            f"{exercise.slug}: {count(public, 'result was', 'results were')} made with the public practice key.",
            "Everybody can know these inputs, so that answers could have been stored: grade them with the class's key, "
            "with",
            again,
            loud=True,
        )
    for things, why, part in _MIXED:
        different = {part(made) for made in exercise.made} - {""}
        if len(different) > 1:
            yield Caveat(f"{exercise.slug}: graded with {len(different)} different {things}:", f"{why}; run", again)


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
