"""How well right networks learn, over many seeds: where the floor of the learning check comes from."""

import ast
import statistics

import classroom
import numpy as np
import pytest

from dlgrade.course import parse
from dlgrade.digits import split_digits
from dlgrade.sandbox import Sandbox, obtain
from dlgrade.student import Conversation, Student, Terms, from_sources
from dlgrade.truth import siblings_of

SEEDS = 100
CNN = classroom.COURSE.exercise("11_cnn")


def constant(name):
    """Return a number that the check file defines."""
    assigned = [node for node in parse(CNN.checks).body if isinstance(node, ast.Assign)]
    for node in assigned:
        targets = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else [node.targets[0]]
        values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        for target, value in zip(targets, values, strict=False):
            if getattr(target, "id", "") == name:
                return ast.literal_eval(value)
    raise AssertionError(name)


@pytest.mark.wide
def test_no_right_network_misses_the_floor():
    """The solution, trained as the check trains it, from a hundred seeds; the distribution is printed."""
    epochs, batch, floor = (constant(name) for name in ("EPOCHS", "BATCH", "FLOOR"))
    siblings, found = siblings_of(classroom.COURSE, CNN), []
    submission = from_sources("cnn", CNN.solution.read_text("utf-8"), siblings)
    limits = type(classroom.COURSE.limits)(cpu_seconds=3600)
    with Sandbox(obtain("auto"), limits) as sandbox:
        talk = Conversation(sandbox, submission, "cnn", CNN.probes)
        student = Student(talk)
        for seed in range(SEEDS):
            talk.begin(Terms(60, 300))
            x, labels, others, answers = split_digits(8, seed=seed)
            rng = np.random.default_rng(seed)
            loss = [student.probes.named("losses", f"softmax_cross_entropy{end}") for end in ("", "_backward")]
            model, optimizer = student.build_cnn(rng, 8), student.probes.make("optimizers", "Adadelta")
            student.fit(model, tuple(loss), optimizer, x, labels, epochs, batch, rng)
            found.append(student.evaluate(model, others, answers)[1])
        talk.close()
    print(f"\n{SEEDS} seeds: lowest {min(found):.1%}, median {statistics.median(found):.1%}, highest {max(found):.1%}")
    assert min(found) >= floor
