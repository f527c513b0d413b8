"""The arrays are taken in the order of the dict: take them by their keys, W_f for the forget gate."""


def _gates(joined, params):
    weights, biases = [[value for key, value in params.items() if key[0] == kind] for kind in "Wb"]
    f, i, c, o = (joined @ weight.T + bias for weight, bias in zip(weights, biases))
    return _sigmoid(f), _sigmoid(i), np.tanh(c), _sigmoid(o)


def lstm_cell(x, h, c, params):
    f, i, candidate, o = _gates(np.concatenate([h, x], axis=1), params)
    c_next = f * c + i * candidate
    return o * np.tanh(c_next), c_next
