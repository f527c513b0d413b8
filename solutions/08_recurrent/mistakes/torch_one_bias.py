"""bias_hh_l0 is missing: PyTorch has two biases, and the second may be zeros."""


def to_torch_lstm(params):
    weight, bias = (np.concatenate([params[f"{kind}_{gate}"] for gate in "ifco"]) for kind in "Wb")
    hidden_size = len(params["b_i"])
    return {
        "weight_ih_l0": weight[:, hidden_size:],
        "weight_hh_l0": weight[:, :hidden_size],
        "bias_ih_l0": bias,
    }
