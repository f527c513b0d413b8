"""key[0] is one digit, and 10 and 11 are taken for 1: read the number up to the point."""


def gradient_norms(model, x, dout):
    model.forward(x)
    model.backward(dout)
    norms = {key[0]: np.linalg.norm(array) for key, array in model.grads.items() if key.endswith("weight")}
    return list(norms.values())
