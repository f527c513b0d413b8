"""The keys lack l0: PyTorch counts its layers, weight_ih_l0 is that of the first."""


def to_torch_lstm(params):
    weight, bias = (np.concatenate([params[f"{kind}_{gate}"] for gate in "ifco"]) for kind in "Wb")
    hidden_size = len(params["b_i"])
    return {
        "weight_ih": weight[:, hidden_size:],
        "weight_hh": weight[:, :hidden_size],
        "bias_ih": bias,
        "bias_hh": np.zeros_like(bias),
    }
