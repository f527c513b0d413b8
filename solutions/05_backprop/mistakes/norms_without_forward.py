"""forward is never called: backward is then about an earlier x, or about none."""


def gradient_norms(model, x, dout):
    model.backward(dout)
    return [np.linalg.norm(model.grads[f"{i}.weight"]) for i in range(len(model.grads) // 2)]
