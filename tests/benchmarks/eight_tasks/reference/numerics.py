"""The eight pieces in PyTorch."""

import torch
from torch.nn import functional


def sigmoid(x):
    """Squash every number into (0, 1)."""
    return torch.sigmoid(x)


def softmax(x):
    """Turn each row of scores into probabilities."""
    return functional.softmax(x, 1)


def cross_entropy(logits, labels):
    """Return the mean loss."""
    return functional.cross_entropy(logits, labels)


def dense(x, weight, bias):
    """Return x @ weight + bias."""
    return functional.linear(x, weight.T, bias)


def relu(x):
    """Return max(x, 0)."""
    return functional.relu(x)


def conv2d(x, weight, bias):
    """Cross-correlate."""
    return functional.conv2d(x, weight, bias)


def max_pool(x, size):
    """Keep the largest entry of each window."""
    return functional.max_pool2d(x, size)


def adam_step(weight, gradient, mean, square, step):
    """Take one step of torch.optim.Adam from a given state."""
    weight = weight.clone().requires_grad_()
    weight.grad = gradient
    adam = torch.optim.Adam([weight])
    adam.state[weight] = {
        "step": torch.tensor(step - 1.0),
        "exp_avg": mean.clone(),
        "exp_avg_sq": square.clone(),
    }
    adam.step()
    state = adam.state[weight]
    return weight.detach(), state["exp_avg"], state["exp_avg_sq"]
