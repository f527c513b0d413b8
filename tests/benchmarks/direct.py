"""The checks of eight_tasks called directly, as rival graders run them: NumPy and, for one form, PyTorch; no dlgrade.

Rivals get a copy of this file beside each submission.
"""

import numpy as np
import numpy.testing

CASES = range(3)
TASKS = ("sigmoid", "softmax", "cross_entropy", "dense", "relu_backward", "conv2d", "max_pool", "adam_step")
EVERY = [(task, case) for task in TASKS for case in CASES]


def arguments(task, case):
    """Draw what a task is called with."""
    rng = np.random.default_rng([TASKS.index(task), case])

    def normal(*sizes):
        return [rng.normal(size=size) for size in sizes]

    return {
        "sigmoid": lambda: [rng.normal(size=(4, 5), scale=9.0)],
        "softmax": lambda: [rng.normal(size=(4, 5), scale=9.0)],
        "cross_entropy": lambda: [*normal((6, 5)), rng.integers(5, size=6)],
        "dense": lambda: normal((6, 4), (4, 3), 3, (6, 3)),
        "relu_backward": lambda: normal((4, 5), (4, 5)),
        "conv2d": lambda: normal((2, 3, 7, 6), (4, 3, 3, 2), 4),
        "max_pool": lambda: [*normal((2, 3, 6, 8)), 2],
        "adam_step": lambda: [*normal((4, 3), (4, 3), (4, 3)), rng.random((4, 3)), int(rng.integers(1, 9))],
    }[task]()


def check(module, task, case, expected):
    """Assert that a submission answers as expected."""
    actual = getattr(module, task)(*arguments(task, case))
    actual = actual if isinstance(actual, tuple) else (actual,)
    wanted = expected(task, case)
    assert len(actual) == len(wanted)
    for mine, right in zip(actual, wanted, strict=True):
        assert np.shape(mine) == np.shape(right)
        np.testing.assert_allclose(mine, right, rtol=1e-9, atol=1e-12)


def by_torch(task, case):
    """Compute the answer with the course's own reference."""
    import reference
    import torch

    torch.set_default_dtype(torch.float64)
    given = arguments(task, case)
    tensors = [torch.tensor(each) if isinstance(each, np.ndarray) else each for each in given]
    if task == "cross_entropy":
        return _with_gradients(torch, reference.cross_entropy, tensors[:1], tensors[1:], None)
    if task == "dense":
        return _with_gradients(torch, reference.dense, tensors[:3], [], tensors[3])
    if task == "relu_backward":
        return _with_gradients(torch, reference.relu, tensors[1:], [], tensors[0])[1:]
    answer = getattr(reference, task)(*tensors)
    return [each.numpy() for each in (answer if isinstance(answer, tuple) else (answer,))]


def _with_gradients(torch, function, leaves, others, upstream):
    for leaf in leaves:
        leaf.requires_grad_()
    value = function(*leaves, *others)
    gradients = torch.autograd.grad(value, leaves, upstream)
    return [value.detach().numpy(), *(each.numpy() for each in gradients)]


def store(path):
    """Store every answer."""
    answers = {f"{task} {case}": by_torch(task, case) for task, case in EVERY}
    np.savez(path, **{f"{name} {place}": each for name, many in answers.items() for place, each in enumerate(many)})


def stored(path):
    """Return a function that answers from what was stored."""
    with np.load(path) as file:
        names = [name.rsplit(" ", 1)[0] for name in file.files]
        answers = {name: [file[f"{name} {place}"] for place in range(names.count(name))] for name in names}
    return lambda task, case: answers[f"{task} {case}"]
