"""Faults planted anywhere in the network: five steps beside PyTorch reject each, and most messages point at its place.

In a real run a wrong layer of an earlier exercise is found by its prerequisite. Here the prerequisites are taken away,
to prove that training alone would find it: what a student broke in between, or what no single layer shows.
"""

import ast
import shutil

import classroom
import pytest

from dlgrade.course import open_course
from dlgrade.grade import Settings, grade
from dlgrade.student import from_sources
from dlgrade.truth import siblings_of

CNN = classroom.COURSE.exercise("11_cnn")
NEEDED = ("CNN", "_generator", "_loss", "_network", "_taught", "_steps", "test_five_steps_are_pytorchs")


def layer(name, body, module):
    """Return text that gives the network another layer."""
    return f"import {module}\n\n\nclass {name}({module}.{name}):\n{body}\n\n\n{module}.{name} = {name}\n"


def backward(name, text, module):
    """Return a layer with another backward; `dx` is what the right one returns."""
    lines = "\n".join(f"        {line}" for line in text.split("\n"))
    return layer(name, f"    def backward(self, dout):\n        dx = super().backward(dout)\n{lines}", module)


def forward(name, text, module):
    """Return a layer with another forward; `out` is what the right one returns."""
    lines = "\n".join(f"        {line}" for line in text.split("\n"))
    return layer(name, f"    def forward(self, x):\n        out = super().forward(x)\n{lines}", module)


def optimizer(text):
    """Return an Adadelta with another step, whose state and settings are its own."""
    lines = "\n".join(f"            {line}" for line in text.split("\n"))
    return f"""import optimizers


class Adadelta:
    def __init__(self):
        self.g, self.u, self.t = {{}}, {{}}, 0

    def step(self, params, grads):
        new = {{}}
        for key, p in params.items():
            g, lr, rho, eps = grads[key], 1.0, 0.9, 1e-6
            self.g[key] = rho * self.g.get(key, 0) + (1 - rho) * g**2
            update = np.sqrt(self.u.get(key, 0) + eps) / np.sqrt(self.g[key] + eps) * g
            before = self.u.get(key, 0)
            self.u[key] = rho * self.u.get(key, 0) + (1 - rho) * update**2
{lines}
            new[key] = p - lr * update
        self.t += 1
        return new


optimizers.Adadelta = Adadelta
"""


def loss(text):
    """Return another gradient of the loss; `slope` is the right one."""
    return f"""import losses

_right = losses.softmax_cross_entropy_backward


def softmax_cross_entropy_backward(logits, labels):
    slope = _right(logits, labels)
    return {text}


losses.softmax_cross_entropy_backward = softmax_cross_entropy_backward
"""


KEEPS_ITS_WEIGHTS = """
    def forward(self, x):
        if not hasattr(self, "kept"):
            self.kept = {key: value.copy() for key, value in self.params.items()}
        now, self.params = self.params, self.kept
        out = super().forward(x)
        self.params = now
        return out
"""
KEEPS_ITS_FIRST = """
    def backward(self, dout):
        if not hasattr(self, "first"):
            self.first = self.params["weight"].copy()
        super().backward(dout)
        return dout @ self.first
"""
CONV, POOL, DENSE, RELU = "convolution", "pooling", "backprop", "backprop"
FAULTS = {  # what is planted, and words that the feedback must hold
    "conv: dx not shifted back": (
        backward("Conv2d", "return np.roll(dx, 1, axis=3)", CONV),
        ["layer 3 (Conv2d)", "layer 0 (Conv2d)"],
    ),
    "conv: dx of one channel only": (backward("Conv2d", "dx[:, 1:] = 0\nreturn dx", CONV), ["layer 0 (Conv2d)"]),
    "conv: dx is doubled": (backward("Conv2d", "return 2 * dx", CONV), ["layer 0 (Conv2d)"]),
    "conv: weight gradient flipped": (
        backward("Conv2d", "self.grads['weight'] = self.grads['weight'][..., ::-1, ::-1]\nreturn dx", CONV),
        ["layer 3 (Conv2d)"],
    ),
    "conv: weight gradient averaged": (
        backward("Conv2d", "self.grads['weight'] = self.grads['weight'] / len(dout)\nreturn dx", CONV),
        ["layer 3 (Conv2d)"],
    ),
    "conv: bias gradient missing": (
        backward("Conv2d", "self.grads['bias'] = np.zeros_like(self.grads['bias'])\nreturn dx", CONV),
        ["bias", "layer 3 (Conv2d)"],
    ),
    "conv: bias gradient averaged over pixels": (
        backward("Conv2d", "self.grads['bias'] = dout.mean(axis=(2, 3)).sum(axis=0)\nreturn dx", CONV),
        ["bias", "layer 3 (Conv2d)"],
    ),
    "conv: gradients add up": (
        backward(
            "Conv2d",
            "old = getattr(self, 'old', 0)\nself.old = self.grads['weight'] = self.grads['weight'] + old\nreturn dx",
            CONV,
        ),
        ["step 2", "layer 3 (Conv2d)"],
    ),
    "conv: bias ignored in forward": (
        forward("Conv2d", "return out - self.params['bias'][:, None, None]", CONV),
        ["step 1", "the loss"],
    ),
    "conv: uses the weights it began with": (
        layer("Conv2d", KEEPS_ITS_WEIGHTS, CONV),
        ["step 2", "the loss"],
    ),
    "pool: gradient to the last of ties": (
        backward("MaxPool2d", "return dx[:, :, ::-1]", POOL),
        ["layer 3 (Conv2d)", "5 (MaxPool2d)"],
    ),
    "pool: gradient averaged": (backward("MaxPool2d", "return dx / 4", POOL), ["layer 3 (Conv2d)", "5 (MaxPool2d)"]),
    "pool: average in forward": (forward("MaxPool2d", "return out - 0.01", POOL), ["the loss"]),
    "pool: drops the last row": (backward("MaxPool2d", "dx[:, :, -2:] = 0\nreturn dx", POOL), ["layer 3 (Conv2d)"]),
    "flatten: transposed in backward": (
        backward("Flatten", "return dx.transpose(0, 1, 3, 2)", POOL),
        ["layer 3 (Conv2d)", "6 (Flatten)"],
    ),
    "relu: everything passes": (
        layer("ReLU", "    def backward(self, dout):\n        return dout", RELU),
        ["layer 7 (Dense)", "8 (ReLU)"],
    ),
    "relu: mask without upstream": (
        backward("ReLU", "return np.sign(dx) * np.sign(dout)", RELU),
        ["layer 7 (Dense)", "8 (ReLU)"],
    ),
    "relu: leaks": (forward("ReLU", "return out + 0.01 * np.minimum(x, 0)", RELU), ["the loss"]),
    "dense: dx through the gradient": (
        backward("Dense", "return dout @ self.grads['weight']", DENSE),
        ["gradients are right in layer 9 (Dense)", "layer 7 (Dense)"],
    ),
    "dense: gradients averaged": (
        backward("Dense", "self.grads = {k: v / len(dout) for k, v in self.grads.items()}\nreturn dx", DENSE),
        ["already the last layer's gradient is wrong", "9 (Dense)"],
    ),
    "dense: bias gradient of the first example": (
        backward("Dense", "self.grads['bias'] = dout[0].copy()\nreturn dx", DENSE),
        ["9.bias", "layer 9 (Dense)"],
    ),
    "dense: dx of the old weights": (
        layer("Dense", KEEPS_ITS_FIRST, DENSE),
        ["step 2", "layer 9 (Dense)"],
    ),
    "loss: not averaged": (loss("slope * len(labels)"), ["every gradient is 6 times", "mean over the batch"]),
    "loss: averaged twice": (loss("slope / len(labels)"), ["every gradient is 0.166667 times"]),
    "loss: averaged over the classes too": (loss("slope / logits.shape[1]"), ["every gradient is 0.25 times"]),
    "loss: sign": (loss("-slope"), ["every gradient is -1 times"]),
    "loss: without the label": (
        loss("slope + np.eye(logits.shape[1])[labels] / len(labels)"),
        ["last layer's gradient"],
    ),
    "adadelta: goes up": (optimizer("update = -update"), ["the first update is not: it is -1 times"]),
    "adadelta: eps outside the root": (
        optimizer("update = (np.sqrt(before) + eps) / (np.sqrt(self.g[key]) + eps) * g"),
        ["the gradients are right, and the first update is not"],
    ),
    "adadelta: no average of the updates": (
        optimizer("self.u[key] = 0"),
        ["the first 1 updates are right, and update 2 is not", "remembers"],
    ),
    "adadelta: averages the updates without square": (
        optimizer("self.u[key] = rho * before + (1 - rho) * abs(update)"),
        ["update 2 is not", "remembers"],
    ),
    "adadelta: rho and its rest confused": (
        optimizer("self.u[key] = (1 - rho) * before + rho * update**2"),
        ["update 2 is not", "remembers"],
    ),
    "adadelta: squared updates never fade": (
        optimizer("self.u[key] = before + update**2"),
        ["update 2 is not"],
    ),
    "adadelta: one state for all keys": (
        optimizer("self.g = {k: v for k, v in self.g.items() if k == key}"),
        ["update 2 is not"],
    ),
    "adadelta: another rate": (optimizer("update = 0.5 * update"), ["the first update is not: it is 0.5 times"]),
    "adadelta: biases stay": (
        optimizer("update = update * (p.ndim > 1)"),
        ["has not changed in this step", "bias"],
    ),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course with one check for the network, which needs nothing."""
    root = tmp_path_factory.mktemp("course")
    ignored = shutil.ignore_patterns("__pycache__", "mistakes", "variants")
    shutil.copytree(classroom.ROOT / "solutions", root / "solutions", ignore=ignored)
    shutil.copytree(classroom.COURSE.reference, root / "reference", ignore=ignored)
    path = root / "solutions" / CNN.slug / CNN.checks.name
    path.write_text(only(path.read_text("utf-8")), "utf-8")
    return open_course(root)


def only(text):
    """Return a check file with nothing but what five steps take, which then need no other check."""
    kept = []
    for node in ast.parse(text).body:
        names = [getattr(node, "name", ""), *(getattr(each, "id", "") for each in getattr(node, "targets", ()))]
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = [each for each in node.decorator_list if "needs" not in ast.unparse(each)]
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Expr) or set(names) & set(NEEDED):
            kept.append(node)
    return ast.unparse(ast.Module(kept, []))


@pytest.fixture(scope="module")
def results(course):
    """The result of each fault, and of the network without one."""
    exercise = course.exercise(CNN.slug)
    siblings, text = siblings_of(course, exercise), CNN.solution.read_text("utf-8")
    overlays = {"": ""} | {name: overlay for name, (overlay, _) in FAULTS.items()}
    submissions = [
        from_sources("cnn", f"{overlay_first(text, each)}", siblings, name=name) for name, each in overlays.items()
    ]
    found = grade(course, exercise, submissions, Settings(named=False, answers=classroom.answers()))
    return {result.student: result.checks[0] for result in found}


def overlay_first(text, overlay):
    """Put a fault before the network's own imports, which then take it."""
    head, middle, tail = text.partition('"""\n\nfrom collections')
    return f'{head}"""\n\nimport numpy as np\n{overlay}\nfrom collections{tail}' if middle else f"{text}\n\n{overlay}"


def test_without_a_fault_five_steps_are_pytorchs(results):
    """So that what follows is the faults' doing."""
    assert results[""].outcome == "passed", results[""].message


@pytest.mark.parametrize("name", FAULTS)
def test_training_beside_pytorch_finds_the_fault(results, name):
    """It fails, and what the student reads holds the step, the layer or the part of the chain."""
    check = results[name]
    said = f"{check.message}\n{check.diagnosis}\n{check.hint}"
    assert check.outcome == "failed", said
    assert check.message.startswith("step "), said
    assert [word for word in FAULTS[name][1] if word not in said] == [], said
