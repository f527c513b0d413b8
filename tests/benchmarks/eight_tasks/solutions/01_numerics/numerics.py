"""Eight pieces of a network, in NumPy."""

import numpy as np


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash every number into (0, 1)."""
    ### BEGIN SOLUTION
    tail = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, tail) / (1.0 + tail)
    ### END SOLUTION


def softmax(x: np.ndarray) -> np.ndarray:
    """Turn each row of scores into probabilities."""
    ### BEGIN SOLUTION
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
    ### END SOLUTION


def cross_entropy(logits: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the mean loss, nats, and its gradient by the logits."""
    ### BEGIN SOLUTION
    rows = np.arange(len(labels))
    shifted = logits - logits.max(axis=1, keepdims=True)
    logarithms = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    gradient = np.exp(logarithms)
    gradient[rows, labels] -= 1.0
    return float(-logarithms[rows, labels].mean()), gradient / len(labels)
    ### END SOLUTION


def dense(x: np.ndarray, weight: np.ndarray, bias: np.ndarray, dout: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return x @ weight + bias, and the gradients dx, dweight and dbias for the upstream gradient dout."""
    ### BEGIN SOLUTION
    return x @ weight + bias, dout @ weight.T, x.T @ dout, dout.sum(axis=0)
    ### END SOLUTION


def relu_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return the gradient by x of max(x, 0)."""
    ### BEGIN SOLUTION
    return dout * (x > 0)
    ### END SOLUTION


def conv2d(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Cross-correlate images (n, c, h, w) with filters (f, c, kh, kw), stride 1, nothing padded."""
    ### BEGIN SOLUTION
    filters, _, height, width = weight.shape
    rows, columns = x.shape[2] - height + 1, x.shape[3] - width + 1
    out = np.zeros((len(x), filters, rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = x[:, None, :, i : i + height, j : j + width]
            out[:, :, i, j] = (window * weight).sum(axis=(2, 3, 4)) + bias
    return out
    ### END SOLUTION


def max_pool(x: np.ndarray, size: int) -> np.ndarray:
    """Keep the largest entry of each window of images (n, c, h, w); windows do not overlap."""
    ### BEGIN SOLUTION
    rows, columns = x.shape[2] // size, x.shape[3] // size
    out = np.zeros((*x.shape[:2], rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = x[:, :, i * size : (i + 1) * size, j * size : (j + 1) * size]
            out[:, :, i, j] = window.max(axis=(2, 3))
    return out
    ### END SOLUTION


def adam_step(
    weight: np.ndarray, gradient: np.ndarray, mean: np.ndarray, square: np.ndarray, step: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return weight, mean and square after step number `step`, with rate 0.001, betas 0.9 and 0.999, epsilon 1e-8."""
    ### BEGIN SOLUTION
    mean = 0.9 * mean + 0.1 * gradient
    square = 0.999 * square + 0.001 * gradient**2
    unbiased = mean / (1 - 0.9**step), square / (1 - 0.999**step)
    return weight - 0.001 * unbiased[0] / (np.sqrt(unbiased[1]) + 1e-8), mean, square
    ### END SOLUTION
