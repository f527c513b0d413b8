"""The bias is stacked in another order than the weights: i, f, c~, o for both."""


def to_torch_lstm(params):
    weight, bias = (np.concatenate([params[f"{kind}_{gate}"] for gate in "ifco"]) for kind in "Wb")
    hidden_size = len(params["b_i"])
    bias = np.concatenate([params[f"b_{gate}"] for gate in "fico"])
    return {
        "weight_ih_l0": weight[:, hidden_size:],
        "weight_hh_l0": weight[:, :hidden_size],
        "bias_ih_l0": bias,
        "bias_hh_l0": np.zeros_like(bias),
    }
