"""The same by other means: unit vectors, random keys, a column of ones, the spectral norm."""

import itertools


def grid_search_cost(choices, weights, flops):
    combinations = float(choices) ** weights
    return [np.float64(combinations), np.float64(combinations / flops)]


def numerical_gradient(f, x, h=1e-5):
    x = _floating(x)
    wide = x.astype(np.float64)
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([f(wide + e) - f(wide - e) for e in steps]).reshape(x.shape).astype(x.dtype) / (2 * h)


def gradient_descent(gradient, x0, lr, steps):
    places = itertools.accumulate(range(steps), lambda x, _: x - gradient(x) * lr, initial=np.copy(_floating(x0)))
    return np.array(list(places))


def minibatches(n, batch_size, rng):
    order = np.argsort(rng.random(n)).astype(np.int32)
    return iter(np.split(order, range(batch_size, n, batch_size)))


def linear_regression_fit(x, y, lr, epochs, batch_size, rng):
    x, y = _floating(x), _floating(y)
    if x.ndim != 2:
        raise ValueError("x: two axes are needed")
    if y.shape != (x.shape[0],):
        raise ValueError("y: one axis, as long as x, is needed")
    wide = np.concatenate([x, np.ones((len(x), 1), dtype=x.dtype)], axis=1)
    both, history = np.zeros(wide.shape[1], dtype=x.dtype), np.zeros(epochs)
    for epoch in range(epochs):
        order = rng.choice(len(x), size=len(x), replace=False)
        for start in range(0, len(x), batch_size):
            rows = wide[order[start : start + batch_size]]
            target = y[order[start : start + batch_size]]
            both -= 2 * lr * np.mean(rows * (rows @ both - target)[:, None], axis=0)
        history[epoch] = np.square(wide @ both - y).mean()
    return both[:-1], both[-1], history


def max_stable_lr(hessian):
    hessian = np.array(hessian, dtype=np.float64)
    if hessian.ndim != 2 or len(set(hessian.shape)) != 1:
        raise ValueError(f"hessian of shape {hessian.shape} has no eigenvalues")
    return 2 / np.linalg.norm(hessian, 2)
