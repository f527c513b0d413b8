"""params.pop takes the arrays out of the caller's dict: read them by params[key]."""

_right = to_torch_lstm


def to_torch_lstm(params):
    return _right({key: params.pop(key) for key in list(params)})
