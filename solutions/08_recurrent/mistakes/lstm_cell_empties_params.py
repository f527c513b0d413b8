"""params.pop takes the arrays out of the caller's dict: read them by params[key]."""

_right = lstm_cell


def lstm_cell(x, h, c, params):
    return _right(x, h, c, {key: params.pop(key) for key in list(params)})
