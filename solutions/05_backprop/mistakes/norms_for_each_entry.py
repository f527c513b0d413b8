"""Dividing by the number of entries makes it a mean: the Frobenius norm is the root of the sum."""


def gradient_norms(model, x, dout):
    model.forward(x)
    model.backward(dout)
    return [np.sqrt(np.mean(model.grads[f"{i}.weight"] ** 2)) for i in range(len(model.grads) // 2)]
