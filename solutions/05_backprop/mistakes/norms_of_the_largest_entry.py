"""The largest entry is another norm: take the root of the sum of all squares."""


def gradient_norms(model, x, dout):
    model.forward(x)
    model.backward(dout)
    return [np.abs(model.grads[f"{i}.weight"]).max() for i in range(len(model.grads) // 2)]
