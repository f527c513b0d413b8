"""One number at a time, with as little of NumPy as can be."""


def grid_search_cost(choices, weights, flops):
    combinations = 1.0
    for _ in range(weights):
        combinations *= choices
    return combinations, combinations / flops


def numerical_gradient(f, x, h=1e-5):
    x = _floating(x)
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        ends = []
        for side in (h, -h):
            point = np.array(x, dtype=np.float64)
            point[index] += side
            ends.append(float(f(point)))
        gradient[index] = (ends[0] - ends[1]) / h / 2
    return gradient


def gradient_descent(gradient, x0, lr, steps):
    place = np.array(_floating(x0))
    path = np.empty((steps + 1, *place.shape), dtype=place.dtype)
    path[0] = place
    for step in range(1, steps + 1):
        slope = np.asarray(gradient(path[step - 1].copy()))
        for index in np.ndindex(place.shape):
            path[(step, *index)] = path[(step - 1, *index)] - lr * slope[index]
    return path


def minibatches(n, batch_size, rng):
    order = list(range(n))
    for last in range(n - 1, 0, -1):
        other = int(rng.integers(last + 1))
        order[last], order[other] = order[other], order[last]
    batch = []
    for example in order:
        batch.append(example)
        if len(batch) == batch_size:
            yield np.array(batch)
            batch = []
    if batch:
        yield np.array(batch)


def linear_regression_fit(x, y, lr, epochs, batch_size, rng):
    x, y = _floating(x), _floating(y)
    if x.ndim != 2:
        raise ValueError("x should have two axes")
    if y.ndim != 1 or len(y) != len(x):
        raise ValueError("y should hold one number for each row")
    dtype, rows, targets = x.dtype, x.tolist(), y.tolist()
    w, b, history = [0.0] * x.shape[1], 0.0, []

    def error(i):
        return sum(weight * value for weight, value in zip(w, rows[i])) + b - targets[i]

    for _ in range(epochs):
        for batch in minibatches(len(rows), batch_size, rng):
            by_w, by_b = [0.0] * len(w), 0.0
            for i in batch:
                wrong = error(i)
                by_b += 2 * wrong
                for j, value in enumerate(rows[i]):
                    by_w[j] += 2 * wrong * value
            w = [weight - lr * slope / len(batch) for weight, slope in zip(w, by_w)]
            b -= lr * by_b / len(batch)
        history.append(sum(error(i) ** 2 for i in range(len(rows))) / len(rows))
    return np.array(w, dtype=dtype), b, history


def max_stable_lr(hessian):
    hessian = _floating(hessian)
    if hessian.ndim != 2 or hessian.shape[0] != hessian.shape[1]:
        raise ValueError("hessian is not square")
    vector = np.cos(np.arange(len(hessian)) + 0.3)
    for _ in range(500):  # by power iteration
        vector = hessian @ vector
        vector = vector / np.sqrt(np.sum(vector**2))
    return float(2 / (vector @ hessian @ vector))
