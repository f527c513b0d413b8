"""As strings, 10.weight comes before 2.weight: sort by the number."""


def gradient_norms(model, x, dout):
    model.forward(x)
    model.backward(dout)
    return [np.linalg.norm(model.grads[key]) for key in sorted(model.grads) if key.endswith("weight")]
