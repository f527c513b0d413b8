"""The weights are transposed: PyTorch's, too, are (what comes out, what goes in), (4 hidden, input)."""


def to_torch_lstm(params):
    weight, bias = (np.concatenate([params[f"{kind}_{gate}"] for gate in "ifco"]) for kind in "Wb")
    hidden_size = len(params["b_i"])
    return {
        "weight_ih_l0": weight[:, hidden_size:].T,
        "weight_hh_l0": weight[:, :hidden_size].T,
        "bias_ih_l0": bias,
        "bias_hh_l0": np.zeros_like(bias),
    }
