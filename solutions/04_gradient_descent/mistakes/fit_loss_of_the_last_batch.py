"""history holds the loss of the last batch: measure it on all data."""


def linear_regression_fit(x, y, lr, epochs, batch_size, rng):
    x, y = _floating(x), _floating(y)
    if x.ndim != 2:
        raise ValueError("x should be (examples, in)")
    if y.shape != x.shape[:1]:
        raise ValueError("y should have one number for each row of x")
    w, b, history = np.zeros(x.shape[1], dtype=x.dtype), 0.0, []
    for _ in range(epochs):
        for batch in minibatches(len(x), batch_size, rng):
            slope = 2 * (x[batch] @ w + b - y[batch]) / len(batch)
            w, b = w - lr * (slope @ x[batch]), b - lr * slope.sum()
        history.append(np.mean((x[batch] @ w + b - y[batch]) ** 2))
    return w, b, history
