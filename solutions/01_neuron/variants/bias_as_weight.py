"""The bias as one more weight, for an input that is always 1; sigmoid by tanh."""


def _squashed(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


def _extended(weight, bias):
    weight, bias = _floating(weight), _floating(bias)
    if weight.ndim != 2 or bias.shape != (len(weight),):
        raise ValueError("weight should be (out, in) and bias (out,)")
    return np.hstack([weight, bias[:, None]])


def neuron(x, w, b):
    x, w, b = _floating(x), _floating(w), _floating(b)
    if x.ndim != 1 or x.shape != w.shape or b.ndim:
        raise ValueError("x and w should be (in,), b a number")
    return _squashed(np.dot(np.append(x, 1), np.append(w, b)))


def dense(x, weight, bias):
    x, whole = _floating(x), _extended(weight, bias)
    if x.ndim != 2 or x.shape[1] != whole.shape[1] - 1:
        raise ValueError("x should be (batch, in)")
    return np.einsum("ni,oi->no", np.hstack([x, np.ones((len(x), 1), x.dtype)]), whole)


def network(x, layers):
    for weight, bias in layers:
        x = _squashed(dense(x, weight, bias))
    return x


def collapse_linear(layers):
    product = np.eye(np.shape(layers[0][0])[-1] + 1, dtype=_floating(layers[0][0]).dtype)
    for weight, bias in layers:
        whole = _extended(weight, bias)
        if whole.shape[1] != len(product):
            raise ValueError("layers should fit each other")
        last = np.eye(1, len(product), len(product) - 1, dtype=product.dtype)
        product = np.vstack([whole, last]) @ product
        product = np.vstack([product[:-1], np.eye(1, product.shape[1], product.shape[1] - 1, dtype=product.dtype)])
    return product[:-1, :-1], product[:-1, -1]
