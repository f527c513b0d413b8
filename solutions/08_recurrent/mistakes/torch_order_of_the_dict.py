"""The rows come in the dict's order: take the gates by name, in PyTorch's order i, f, c~, o."""

_right = to_torch_lstm


def to_torch_lstm(params):
    weights, biases = [[value for key, value in params.items() if key[0] == kind] for kind in "Wb"]
    renamed = zip("ifco", weights, biases)
    return _right({f"{kind}_{gate}": value for gate, *pair in renamed for kind, value in zip("Wb", pair)})
