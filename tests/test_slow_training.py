"""A right network made of loops: everything that it computes passes, and training says kindly what takes the time."""

import classroom
import pytest

from dlgrade.grade import Settings, grade
from dlgrade.student import from_sources
from dlgrade.truth import siblings_of

pytestmark = pytest.mark.wide
LOOPS = '''

class Conv2d(Conv2d):
    """A convolution with a loop for every index."""

    def forward(self, x):
        self._x = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
        weight, bias = self.params["weight"], self.params["bias"]
        out = np.zeros((len(x), len(weight), *x.shape[2:]))
        for o, c, i, j, u, v in np.ndindex(*weight.shape[:2], *x.shape[2:], 3, 3):
            for n in range(len(x)):
                out[n, o, i, j] += weight[o, c, u, v] * self._x[n, c, i + u, j + v]
        return out + bias[:, None, None]

    def backward(self, dout):
        weight, dx = self.params["weight"], np.zeros_like(self._x)
        dweight = np.zeros_like(weight)
        for o, c, i, j, u, v in np.ndindex(*weight.shape[:2], *dout.shape[2:], 3, 3):
            for n in range(len(dout)):
                dx[n, c, i + u, j + v] += weight[o, c, u, v] * dout[n, o, i, j]
                dweight[o, c, u, v] += dout[n, o, i, j] * self._x[n, c, i + u, j + v]
        self.grads = {"weight": dweight, "bias": dout.sum(axis=(0, 2, 3))}
        return dx[:, :, 1:-1, 1:-1]
'''


@pytest.fixture(scope="module")
def result():
    """What a network of loops gets."""
    exercise = classroom.COURSE.exercise("11_cnn")
    siblings = siblings_of(classroom.COURSE, exercise)
    siblings["convolution"] = ("convolution.py", siblings["convolution"][1] + LOOPS)
    submission = from_sources("cnn", exercise.solution.read_text("utf-8"), siblings, name="loops")
    settings = Settings(named=False, answers=classroom.answers())
    return grade(classroom.COURSE, exercise, [submission], settings)[0]


def test_everything_but_training_for_long_is_right(result):
    """Every step beside PyTorch passes in time; one check fails."""
    wrong = {check.id: check.message for check in result.checks if check.outcome != "passed"}
    assert list(wrong) == ["test_the_network_learns_to_read_digits"], wrong
    assert result.points == result.max_points - 3


def test_the_message_is_a_profile_and_no_dead_time_out(result):
    """How long it would take, which layers dominate with their shares, and what to do."""
    check = classroom.check_named(result, "test_the_network_learns")
    lines = check.message.splitlines()
    assert "one update of 32 small images takes" in lines[0]
    assert lines[0].endswith("here is what dominates:")
    assert len(lines) == 4
    assert {line.split("layer ")[1][:10] for line in lines[1:3]} == {"3 (Conv2d)", "0 (Conv2d)"}
    assert all("forward" in line and "backward" in line and "%" in line for line in lines[1:3])
    assert check.diagnosis == "everything is computed right; only the loops are slow"
    assert "im2col" in check.hint
