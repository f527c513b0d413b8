"""Blocks of 1,024 rows, a clipped sigmoid, and a collapse that asks the stack what it does to unit vectors."""


def _squashed(z):
    far = 500 if z.dtype == np.float64 else 80
    return 1 / (1 + np.exp(-np.clip(z, -far, far)))


def neuron(x, w, b):
    x, w = _floating(x), _floating(w)
    if x.ndim != 1:
        raise ValueError("x should have one axis")
    if w.shape != x.shape:
        raise ValueError("w should have the shape of x")
    if np.shape(b) != ():
        raise ValueError("b should be one number")
    return _squashed(np.asarray(np.inner(x, w) + b))


def dense(x, weight, bias):
    x = _floating(x)
    weight, bias = _layer((weight, bias))
    if x.ndim != 2 or x.shape[1] != weight.shape[1]:
        raise ValueError("x does not fit weight")
    starts = range(0, len(x), 1024)
    return np.concatenate([np.dot(x[start : start + 1024], weight.T) + bias[None] for start in starts])


def network(x, layers):
    (weight, bias), *later = layers
    hidden = _squashed(dense(x, weight, bias))
    return network(hidden, later) if later else hidden


def collapse_linear(layers):
    first = _floating(layers[0][0])
    if first.ndim != 2:
        raise ValueError("layers should hold weights with two axes")
    images = np.vstack([np.zeros((1, first.shape[1]), first.dtype), np.eye(first.shape[1], dtype=first.dtype)])
    for weight, bias in layers:
        images = dense(images, weight, bias)
    return (images[1:] - images[0]).T, images[0]
