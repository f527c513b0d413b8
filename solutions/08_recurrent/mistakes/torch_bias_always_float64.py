"""bias_hh_l0 is float64 beside float32: np.zeros_like keeps the dtype, np.zeros does not."""


def to_torch_lstm(params):
    weight, bias = (np.concatenate([params[f"{kind}_{gate}"] for gate in "ifco"]) for kind in "Wb")
    hidden_size = len(params["b_i"])
    return {
        "weight_ih_l0": weight[:, hidden_size:],
        "weight_hh_l0": weight[:, :hidden_size],
        "bias_ih_l0": bias,
        "bias_hh_l0": np.zeros(len(bias)),
    }
