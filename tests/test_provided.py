"""Prerequisites, and what is provided where they fail: no mistake of an earlier exercise is paid for twice."""

import re
import textwrap
from dataclasses import replace

import classroom
import msgspec
import numpy as np
import pytest

from dlgrade.course import Limits, open_course
from dlgrade.errors import CheckFailure, CourseError
from dlgrade.grade import Settings, grade
from dlgrade.sandbox import Sandbox, obtain
from dlgrade.student import USUAL, Conversation, Provider, Student, from_sources
from dlgrade.truth import digests_of, siblings_of

LAYERS = '''"""Layers."""

import numpy as np

SECRET = "the solution's own text"


def half(x):
    """Return x / 2."""
    ### BEGIN SOLUTION
    if np.ndim(x) == 0:
        raise ValueError("x should be an array")
    return x / 2
    ### END SOLUTION


class Scale:
    """A layer."""

    def __init__(self, size, rng):
        ### BEGIN SOLUTION
        self.params = {"weight": rng.uniform(1, 2, size)}
        self.grads = {}
        self.training = True
        ### END SOLUTION

    def forward(self, x):
        """Return the product."""
        ### BEGIN SOLUTION
        self._x = x
        return x * self.params["weight"]
        ### END SOLUTION

    def backward(self, dout):
        """Return dx."""
        ### BEGIN SOLUTION
        self.grads["weight"] = (dout * self._x).sum(axis=0)
        return dout * self.params["weight"]
        ### END SOLUTION
'''
NET = '''"""Nets."""

import numpy as np
from layers import Scale, half


def build(rng):
    """Return a layer."""
    ### BEGIN SOLUTION
    return Scale(3, rng)
    ### END SOLUTION


def train(layer, x, steps):
    """Train."""
    ### BEGIN SOLUTION
    for _ in range(steps):
        layer.backward(np.ones_like(layer.forward(half(x))))
        layer.params["weight"] -= 0.1 * layer.grads["weight"]
    return layer.params["weight"]
    ### END SOLUTION
'''
LAYER_CHECKS = '''"""Checks."""
import numpy as np, pytest
from dlgrade.compare import assert_matches

@pytest.mark.points(1, task="half")
def test_half(student):
    """Half is half."""
    assert_matches(student.half(np.ones(3)), np.full(3, 0.5))
'''
NET_CHECKS = '''"""Checks."""
import numpy as np, pytest
from dlgrade.compare import assert_matches, assert_gradients

X = np.array([[1.0, 2, 3], [4, 5, 6]])

@pytest.mark.prerequisite("01_layers", "half")
def test_half_of_layers(student):
    """half(x) is x / 2."""
    assert_matches(student.probes.call("layers", "half", X), X / 2)

@pytest.mark.prerequisite("01_layers", "Scale")
def test_scale_of_layers(student):
    """Scale multiplies, forward and backward."""
    layer = student.probes.make("layers", "Scale", 3, np.random.default_rng(0))
    layer.write_params({"weight": np.array([1.0, 2, 3])})
    assert_matches(layer.forward(X), X * [1, 2, 3])
    assert_matches(layer.backward(X), X * [1, 2, 3])
    assert_gradients(layer, {"weight": (X * X).sum(axis=0)})

@pytest.mark.points(1, task="build")
def test_build_makes_a_layer(student):
    """A layer is made, and drawn from rng."""
    first, second = (student.build(np.random.default_rng(seed)) for seed in (1, 2))
    assert not np.array_equal(first.params["weight"], second.params["weight"])
    assert_matches(student.build(np.random.default_rng(1)).params["weight"], first.params["weight"])

@pytest.mark.points(2, task="train")
@pytest.mark.needs("test_half_of_layers", "test_scale_of_layers")
def test_train_follows_the_slope(student):
    """Two steps down the slope."""
    layer = student.build(np.random.default_rng(0))
    layer.write_params({"weight": np.array([1.0, 2, 3])})
    assert_matches(student.train(layer, X, 2), np.array([1.0, 2, 3]) - 0.1 * X.sum(axis=0))
    assert_matches(layer.params["weight"], np.array([1.0, 2, 3]) - 0.1 * X.sum(axis=0))
'''
PROBES = """
import importlib

def call(module, name, *arguments):
    return getattr(importlib.import_module(module), name)(*arguments)

make = call
"""
WRONG = LAYERS.replace("dout * self._x", "dout")
LIMITS = Limits(call_seconds=20.0, check_seconds=60.0, load_seconds=30.0, memory_mb=256, cpu_seconds=60)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of two exercises, the second built on the first."""
    root = tmp_path_factory.mktemp("course")
    for slug, text, checks in (("01_layers", LAYERS, LAYER_CHECKS), ("02_net", NET, NET_CHECKS)):
        folder = root / "solutions" / slug
        folder.mkdir(parents=True)
        (folder / f"{slug[3:]}.py").write_text(text)
        (folder / f"check_{slug[3:]}.py").write_text(checks)
    (root / "solutions" / "02_net" / "probes.py").write_text(PROBES)
    (root / "solutions" / "course.toml").write_text('name = "C"\nversion = "1"\nengine = ">=0"\n')
    (root / "reference").mkdir()
    return open_course(root)


def graded(course, layers, *, net=NET, **settings):
    """Grade a net with layers of some kind beside it; None leaves them out."""
    others = {} if layers is None else {"layers": ("layers.py", layers)}
    submission = from_sources("net", net, others, name="one")
    (result,) = grade(course, course.exercise("2"), [submission], Settings(answers=classroom.answers(), **settings))
    return result


def outcomes(result):
    """Return the outcome of each check."""
    return {check.id: check.outcome for check in result.checks}


@pytest.mark.parametrize("provided", [False, True])
def test_right_layers_are_the_students_own(course, provided):
    """Nothing is provided where nothing is missing, and prerequisites are worth nothing."""
    result = graded(course, LAYERS, provided=provided)
    assert result.passed
    assert (result.points, result.max_points) == (3, 3)
    assert result.notes == []
    first = result.checks[0]
    assert (first.task, first.prerequisite, first.max_points) == ("01_layers", True, 0)


def test_what_needs_a_wrong_layer_is_not_reached(course):
    """It is not failed: the reason names the exercise, and what does not need it is judged."""
    result = graded(course, WRONG)
    assert outcomes(result) == {
        "test_half_of_layers": "passed",
        "test_scale_of_layers": "failed",
        "test_build_makes_a_layer": "passed",
        "test_train_follows_the_slope": "not_reached",
    }
    assert result.checks[-1].message == "needs 01_layers: Scale multiplies, forward and backward"
    assert (result.points, result.max_points) == (1, 3)
    assert not result.passed


def test_a_wrong_layer_is_provided(course):
    """Everything of this exercise counts, and the note says what was not the student's."""
    result = graded(course, WRONG, provided=True)
    assert outcomes(result)["test_scale_of_layers"] == "failed"
    assert outcomes(result)["test_train_follows_the_slope"] == "passed"
    assert result.passed
    assert (result.points, result.max_points) == (3, 3)
    assert result.notes == ["not yours, since that does not work yet, but provided: Scale of 01_layers"]


@pytest.mark.parametrize(
    "layers",
    [
        None,
        "def half(x): return x /",
        "import nothing",
        "raise RuntimeError('now')",
        LAYERS.replace("class Scale", "class Skale"),
    ],
)
def test_a_module_that_is_missing_or_broken_is_provided_whole(course, layers):
    """Left out, no Python, or broken where it is loaded."""
    result = graded(course, layers, provided=True)
    assert result.problem == ("" if layers is None or "Skale" not in layers else result.problem)
    if layers is not None and "Skale" in layers:
        assert "cannot import name 'Scale'" in result.problem
        return
    assert result.passed
    assert result.notes == ["not yours, since that does not work yet, but provided: layers.py of 01_layers"]


def test_a_missing_module_is_named_with_its_exercise(course):
    """The sentence says what to do."""
    result = graded(course, None)
    assert result.problem == "layers.py of 01_layers is imported, and is not here: put yours beside this module"
    assert result.points == 0


def test_ones_own_mistake_still_fails(course):
    """What is provided is the earlier exercise, not this one."""
    net = NET.replace("0.1 *", "0.2 *")
    result = graded(course, WRONG, net=net, provided=True)
    assert outcomes(result)["test_train_follows_the_slope"] == "failed"
    assert result.points == 1


def talk_to(sandbox, text, **wanted):
    """Return a conversation with a module that has some of layers provided."""
    provider = Provider(sandbox, {"layers": ("layers.py", LAYERS)}, wanted or {"layers": ()})
    talk = Conversation(sandbox, from_sources("net", textwrap.dedent(text)), "net", "", provider)
    talk.begin(USUAL)
    return talk


@pytest.fixture(params=["auto", "spawn"], scope="module")
def sandbox(request):
    """Workers forked and spawned."""
    start = "spawn" if request.param == "spawn" else None
    with Sandbox(obtain("auto", start=start) if start else obtain("auto"), LIMITS) as sandbox:
        yield sandbox


def test_stand_ins_behave_like_the_real_ones(sandbox):
    """Attributes, arrays written in place, copies, subclasses, errors, and two objects that share nothing."""
    talk = talk_to(
        sandbox,
        """
        import copy
        import numpy as np
        from layers import Scale, half

        class Double(Scale):
            def forward(self, x):
                return 2 * super().forward(x)

        def f():
            layer, other = Scale(2, np.random.default_rng(1)), Scale(2, np.random.default_rng(1))
            grads, weight = layer.grads, layer.params["weight"]
            drawn = weight.copy()
            weight[...] = [3, 4]
            layer.training = False
            out = layer.forward(np.ones((1, 2)))
            out += 1
            twin = copy.deepcopy(layer)
            dx = layer.backward(np.ones((1, 2)))
            grads["weight"] += 1
            return {
                "out": out, "dx": dx, "grads": grads["weight"], "same": grads is layer.grads,
                "training": layer.training, "half": half(np.ones(2)), "drawn": drawn, "name": type(layer).__name__,
                "weight": layer.params["weight"] is weight, "other": np.array_equal(other.params["weight"], drawn),
                "twin": twin.backward(np.ones((1, 2))),
                "double": Double(2, np.random.default_rng(1)).forward(np.ones(2)),
            }

        def g():
            try:
                half(1.0)
            except ValueError as error:
                return str(error)
        """,
    )
    found = Student(talk).f()
    assert np.array_equal(found["out"], [[4, 5]])
    assert np.array_equal(found["dx"], [[3, 4]])
    assert np.array_equal(found["twin"], [[3, 4]])
    assert np.array_equal(found["grads"], [2, 2])
    assert [found[name] for name in ("same", "weight", "other", "training")] == [True, True, True, False]
    assert np.allclose(found["double"], 2 * found["drawn"])
    assert found["name"] == "Scale"
    assert Student(talk).g() == "x should be an array"
    talk.close()


def test_no_source_and_no_code_of_the_solution_enters_the_process(sandbox):
    """Everything that can be reached from a stand-in, its attributes and its process is searched for the solution's."""
    talk = talk_to(
        sandbox,
        """
        import gc, linecache, types
        import numpy as np
        import layers
        from layers import Scale

        def f(secrets):
            layer = Scale(2, np.random.default_rng(1))
            layer.forward(np.ones(2))
            texts = [each for each in gc.get_objects() if type(each) is str]
            for each in gc.get_objects():
                if isinstance(each, (dict, list, tuple)):
                    items = each.values() if isinstance(each, dict) else each
                    texts += [item for item in items if type(item) is str]
            texts += ["".join(each[2]) for each in linecache.cache.values() if len(each) == 4]
            codes = [each.__code__ for each in gc.get_objects() if isinstance(each, types.FunctionType)]
            texts += [str(each) for code in codes for each in code.co_consts]
            found = [any(bytes(each).decode() in text for text in texts) for each in secrets]
            return [found, "SECRET" in dir(layers)]
        """,
    )
    secrets = ["the solution's own text", "x should be an array", "def f(secrets)"]  # the last is there to be found
    assert Student(talk).f([list(each.encode()) for each in secrets]) == [[False, False, True], False]
    talk.close()


def test_questions_for_more_than_is_provided_are_refused(sandbox):
    """Another module, another name, a private method, a malformed question: the call came back as no value."""
    for what in (
        '["os", "system", ""]',
        '["layers", "SECRET", ""]',
        '["layers", "Scale", "__reduce__"]',
        '["layers"]',
        "7",
    ):
        talk = talk_to(
            sandbox,
            f"""
            import gc, layers

            def f():
                [provision] = [each for each in gc.get_objects() if type(each).__name__ == "Provision"]
                return provision._ask({what}, {{}}, (), {{}})
            """,
        )
        with pytest.raises(CheckFailure, match=r"f\(\) came back as a (malformed question|question for what is not)"):
            Student(talk).f()
        talk.close()


def test_questions_are_on_a_budget(sandbox, monkeypatch):
    """Whoever asks without end is told so, and a huge question costs the process that answers it, nobody else."""
    monkeypatch.setattr("dlgrade.student.provided._CALLS_LIMIT", 5)
    talk = talk_to(
        sandbox,
        """
        import numpy as np
        from layers import half

        def f(times):
            for _ in range(times):
                half(np.ones(3))
            return times
        """,
    )
    student = Student(talk)
    assert student.f(4) == 4
    call = student.f.observe(9)
    assert "half is provided for 5 calls, and no more" in str(call.error)
    talk.begin(USUAL)
    assert student.f(4) == 4
    talk.close()


def test_a_process_without_provisions_may_not_ask(sandbox):
    """A question that nobody invited is no value."""
    talk = Conversation(
        sandbox,
        from_sources(
            "net",
            textwrap.dedent(
                """
            import gc

            def f():
                [provision] = [each for each in gc.get_objects() if type(each).__name__ == "Provision"]
                provision._channel.send({"ask": ["layers", "half", ""]}, [])
                return 1
            """
            ),
        ),
        "net",
    )
    talk.begin(USUAL)
    with pytest.raises(CheckFailure, match=r"f\(\) "):
        Student(talk).f()
    talk.close()


@pytest.mark.parametrize(
    ("markers", "said"),
    [
        ("prerequisite()", "names no earlier exercise"),
        ("prerequisite('01_layers')", "names no earlier exercise"),
        ("prerequisite('03_later', 'half')", "names no earlier exercise"),
        (
            "prerequisite('01_layers', 'half')\n@pytest.mark.points(1, task='build')",
            "is a prerequisite, and earned its points",
        ),
        ("prerequisite('01_layers', 'half')\n@pytest.mark.hidden", "it needs nothing and is visible"),
    ],
)
def test_a_marker_that_does_not_fit_is_the_authors_to_mend(course, markers, said):
    """With the line, and how it is written."""
    exercise = course.exercise("2")
    text = f'{NET_CHECKS}\n\n@pytest.mark.{markers}\ndef test_new(student):\n    """It holds."""\n'
    exercise.checks.write_text(text)
    try:
        with pytest.raises(CourseError, match=rf"check_net.py:\d+: test_new .*{re.escape(said)}"):
            graded(course, LAYERS)
    finally:
        exercise.checks.write_text(NET_CHECKS)


def test_a_whole_network_is_trained_with_layers_that_are_lent():
    """A convolution with a wrong backward and no optimizers at all: the network's own exercise is judged whole."""
    exercise = classroom.COURSE.exercise("11_cnn")
    siblings = siblings_of(classroom.COURSE, exercise)
    wrong = "\n\n\nclass Conv2d(Conv2d):\n    def backward(self, dout):\n        return 2 * super().backward(dout)\n"
    siblings["convolution"] = ("convolution.py", siblings["convolution"][1] + wrong)
    del siblings["optimizers"]
    submission = from_sources("cnn", exercise.solution.read_text("utf-8"), siblings)
    settings = Settings(answers=classroom.answers(), named=False, provided=True)
    (result,) = grade(classroom.COURSE, exercise, [submission], settings)
    assert (result.points, result.problem) == (result.max_points, "")
    assert [check.task for check in result.checks if check.outcome == "failed"] == ["06_convolution"]
    lent = "not yours, since that does not work yet, but provided: "
    assert set(result.notes) == {f"{lent}Conv2d of 06_convolution", f"{lent}optimizers.py of 09_optimizers"}


def test_where_layers_are_lent_they_are_part_of_what_grades(course):
    """A solution of an earlier exercise that is mended makes results outdated, and only where it is lent."""
    lending = replace(course, settings=msgspec.structs.replace(course.settings, provided=True))
    exercise, earlier = course.exercise("2"), course.exercise("1").solution
    before = digests_of(course, exercise), digests_of(lending, exercise)
    text = earlier.read_text()
    earlier.write_text(text + "\n# mended\n")
    try:
        assert digests_of(course, exercise) == before[0]
        assert digests_of(lending, exercise).checks != before[1].checks
    finally:
        earlier.write_text(text)
