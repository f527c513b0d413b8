"""Prove a course: stubs earn zero, solutions and variants full marks, every mistake is rejected and named as itself."""

import ast
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dlgrade.course import HINTS_NAME, Course, Exercise, affected
from dlgrade.errors import CourseError
from dlgrade.grade import Settings, grade
from dlgrade.keys import practice
from dlgrade.mutants import Mutant, equivalents, mutants
from dlgrade.results import Result
from dlgrade.stubs import cut
from dlgrade.student import Submission, from_sources
from dlgrade.truth import siblings_of


@dataclass
class Proof:
    """What was tried for one exercise, and what does not hold, as `file: what is wrong`."""

    exercise: str
    keys: int
    checks: int = 0
    mistakes: int = 0
    variants: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """What was tried, on one line."""
        counts = {"check": self.checks, "mistake": self.mistakes, "variant": self.variants, "key": self.keys}
        return f"{self.exercise}: " + ", ".join(f"{n} {name}{'' if n == 1 else 's'}" for name, n in counts.items())


def prove(
    course: Course,
    exercise: Exercise,
    settings: Settings,
    *,
    keys: int = 1,
    share: float = 1.0,
    on_result: Callable[[Result], None] = lambda result: None,
) -> Proof:
    """Grade stub, solution, variants and mistakes of one exercise under several keys and report what does not hold.

    A mistake that another check has rejected is spared the checks that take long. Of a share of the mistakes it does
    not follow that a check rejects none.
    """
    settings = replace(settings, brief=True)
    mistakes = exercise.mistakes()[:: max(1, round(1 / share))]
    proof = Proof(exercise.slug, keys, mistakes=len(mistakes), variants=len(exercise.variants()))
    if not exercise.mistakes():
        proof.problems.append(
            f"{exercise.folder / 'mistakes'}: holds no mistake: without one nobody knows that the checks can fail"
        )
    if not exercise.variants():
        proof.problems.append(
            f"{exercise.folder / 'variants'}: holds no variant: without one nobody knows that other right answers pass"
        )
    proof.problems += _lost_tasks(exercise)
    proof.problems += _lost_hints(course, exercise)
    submissions = _submissions(course, exercise, mistakes)
    overlays = [*exercise.variants(), *mistakes]
    tasks = {name: affected(exercise, path) for path in overlays for name in submissions if name.endswith(f":{path}")}
    first: dict[str, Result] = {}
    rejected: set[str] = set()
    for number in range(keys):
        keyed = replace(settings, key=practice(number))
        for result in grade(course, exercise, list(submissions.values()), keyed, tasks=tasks, on_result=on_result):
            kind, path = result.student.split(":", 1)
            proof.checks = max(proof.checks, len(result.checks))
            proof.problems += [f"{path}: {problem} (key {number})" for problem in _judge(kind, Path(path).stem, result)]
            if kind == "mistake":
                rejected |= {check.id for check in result.checks if check.outcome == "failed"}
            other = first.setdefault(result.student, result)
            if _outcomes(other) != _outcomes(result):
                proof.problems.append(
                    f"{path}: other verdicts with key {number} than with key 0: {_changed(other, result)}"
                )
    every = [check for result in first.values() for check in result.checks]
    unproved = dict.fromkeys(check.id for check in every if check.id not in rejected and share == 1)
    for name in unproved:
        proof.problems.append(f"{exercise.checks}: {name} rejects no mistake: write one that it rejects, or drop it")
    return proof


_EQUIVALENT = 0.05  # of all mutants; more than so many do not happen to make no difference


@dataclass(frozen=True)
class Mutation:
    """What came of an exercise's mutants: how many of each task, how many make no difference, what does not hold."""

    exercise: str
    made: dict[str, int]
    rejected: dict[str, int]
    equivalent: int
    problems: list[str]

    @property
    def summary(self) -> str:
        """The share of rejected mutants, of all and of each task."""
        total, rejected = sum(self.made.values()), sum(self.rejected.values())
        counted = total - self.equivalent
        tasks = ", ".join(f"{task} {self.rejected.get(task, 0)}/{count}" for task, count in self.made.items())
        share = rejected / counted if counted else 1.0
        aside = f", {self.equivalent} that make no difference aside" if self.equivalent else ""
        return f"{self.exercise}: {rejected} of {counted} mutants rejected ({share:.1%}){aside}: {tasks}"


def mutate(course: Course, exercise: Exercise, settings: Settings, *, share: float = 1.0, keys: int = 1) -> Mutation:
    """Grade an exercise's mutants, or an even share of them.

    One that no check rejects is a check that is missing, or a change that makes no difference: such a one is argued for
    in equivalents.toml, there are few of them, and they answer bit for bit as the solution does, under every key.
    """
    every, listed = mutants(exercise), {(each.task, each.change) for each in equivalents(exercise)}
    chosen = every[:: max(1, round(1 / share))]
    siblings = siblings_of(course, exercise)
    submissions = [from_sources(exercise.topic, each.source, siblings, name=str(each)) for each in chosen]
    tasks = {str(each): exercise.affected_by([each.task]) or _all_tasks(exercise) for each in chosen}
    found = grade(course, exercise, submissions, replace(settings, named=False, brief=True), tasks=tasks)
    survivors = [each for each, result in zip(chosen, found, strict=True) if result.passed]
    rejected = [each for each in chosen if each not in survivors]
    where = exercise.folder / "equivalents.toml"
    problems = [f"survives: {each}" for each in survivors if (each.task, each.change) not in listed]
    problems += [
        f"{where}: a check rejects {each}: take it out" for each in rejected if (each.task, each.change) in listed
    ]
    argued = [each for each in survivors if (each.task, each.change) in listed]
    problems += [f"{where}: {each} answers otherwise" for each in _unequal(course, exercise, settings, argued, keys)]
    unknown = listed - {(each.task, each.change) for each in every}
    problems += [f"{where}: no such mutant: {task}: {change}: take it out" for task, change in sorted(unknown)]
    if len(listed) > max(1, _EQUIVALENT * len(every)):
        problems.append(f"{where}: argues for {len(listed)} of {len(every)} mutants, more than {_EQUIVALENT:.0%}")
    return Mutation(
        exercise.slug,
        dict(Counter(each.task for each in chosen)),
        dict(Counter(each.task for each in rejected)),
        len(argued),
        problems,
    )


Report = Proof | Mutation


def _unequal(course: Course, exercise: Exercise, settings: Settings, argued: list[Mutant], keys: int) -> list[Mutant]:
    """Return the mutants that do not answer as the solution does, bit for bit, to every check under every key."""
    siblings = siblings_of(course, exercise)
    sources = [exercise.solution.read_text("utf-8"), *(each.source for each in argued)]
    submissions = [from_sources(exercise.topic, source, siblings) for source in sources]
    unequal: dict[str, Mutant] = {}
    for number in range(keys if argued else 0):
        keyed = replace(settings, key=practice(number), named=False)
        solution, *others = grade(course, exercise, submissions, keyed)
        for mutant, result in zip(argued, others, strict=True):
            if [check.outputs for check in result.checks] != [check.outputs for check in solution.checks]:
                unequal[str(mutant)] = mutant
    return list(unequal.values())


def _lost_tasks(exercise: Exercise) -> list[str]:
    """Return the tasks that are missing from the stub."""
    body = ast.parse(cut(exercise.solution.read_text("utf-8"), exercise.solution)).body
    there = {node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return [
        f"{exercise.solution}: {task.name} is not in the stub: put the markers inside it"
        for task in exercise.tasks
        if task.name not in there
    ]


def _lost_hints(course: Course, exercise: Exercise) -> list[str]:
    """Return what is wrong with the hints, or missing; a course may do without any at all."""
    path = exercise.folder / HINTS_NAME
    if not path.exists():
        having = [each.slug for each in course.exercises if (each.folder / HINTS_NAME).exists()]
        return [f"{path}: does not exist, but {having[0]} has hints: write one with a table a task"] if having else []
    try:
        missing = [task.name for task in exercise.tasks if task.name not in exercise.hints]
    except CourseError as error:
        return [str(error)]
    return [f"{path}: {name} has no hints: write a table [{name}] with idea, formula and line" for name in missing]


def _submissions(course: Course, exercise: Exercise, mistakes: Sequence[Path] | None = None) -> dict[str, Submission]:
    """Return every version of the exercise, or those of some mistakes only, named `kind:path`."""
    text = exercise.solution.read_text("utf-8")
    versions = {f"stub:{exercise.solution}": cut(text, exercise.solution), f"solution:{exercise.solution}": text}
    for kind, paths in (
        ("variant", exercise.variants()),
        ("mistake", exercise.mistakes() if mistakes is None else mistakes),
    ):
        for path in paths:
            versions[f"{kind}:{path}"] = text + "\n\n" + path.read_text("utf-8")
    siblings = siblings_of(course, exercise)
    return {name: from_sources(exercise.topic, source, siblings, name=name) for name, source in versions.items()}


def _all_tasks(exercise: Exercise) -> Collection[str]:
    return [task.name for task in exercise.tasks]


def _judge(kind: str, name: str, result: Result) -> list[str]:
    """Return what does not hold of one version."""
    if result.problem:
        return [f"does not load: {result.problem}"]
    if result.faults:
        return [f"the grader failed: {fault}" for fault in result.faults]
    if kind == "stub":
        passed = [check.id for check in result.checks if check.outcome == "passed" and not check.prerequisite]
        return [f"the stub passes {each}" for each in passed]
    failed = [check for check in result.checks if check.outcome != "passed"]
    if kind != "mistake":
        return [f"fails {check.id}: {check.message}" for check in failed]
    named = {check.mistake for check in failed if check.mistake}
    if not failed:
        return ["is not rejected by any check"]
    if name not in named:
        return [
            f"is rejected, but not named as itself{': it is taken for ' + ', '.join(sorted(named)) if named else ''}"
        ]
    return [f"is also taken for {other}" for other in sorted(named - {name})]


def _outcomes(result: Result) -> Sequence[tuple[str, str]]:
    return [(check.id, check.outcome) for check in result.checks]


def _changed(one: Result, other: Result) -> str:
    return ", ".join(mine[0] for mine, theirs in zip(_outcomes(one), _outcomes(other), strict=False) if mine != theirs)
