"""ord=2 of a matrix is its largest singular value: the Frobenius norm is np.linalg.norm without ord."""


def gradient_norms(model, x, dout):
    model.forward(x)
    model.backward(dout)
    return [np.linalg.norm(model.grads[f"{i}.weight"], ord=2) for i in range(len(model.grads) // 2)]
