"""The rows come in the slides' order f, i, c~, o: PyTorch's is i, f, c~, o."""


def to_torch_lstm(params):
    weight, bias = (np.concatenate([params[f"{kind}_{gate}"] for gate in "fico"]) for kind in "Wb")
    hidden_size = len(params["b_i"])
    return {
        "weight_ih_l0": weight[:, hidden_size:],
        "weight_hh_l0": weight[:, :hidden_size],
        "bias_ih_l0": bias,
        "bias_hh_l0": np.zeros_like(bias),
    }
