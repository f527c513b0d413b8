"""The number of hidden units is taken for half of the columns: it is that of the rows, and input may differ."""


def to_torch_lstm(params):
    weight, bias = (np.concatenate([params[f"{kind}_{gate}"] for gate in "ifco"]) for kind in "Wb")
    hidden_size = weight.shape[1] // 2
    return {
        "weight_ih_l0": weight[:, hidden_size:],
        "weight_hh_l0": weight[:, :hidden_size],
        "bias_ih_l0": bias,
        "bias_hh_l0": np.zeros_like(bias),
    }
