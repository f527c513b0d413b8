"""Integers stay integers, and small ones wrap around: turn lists and integers into float64 first."""


def maxout_backward(dout, x, weight, bias):
    dout, x, weight, bias = np.asarray(dout), np.asarray(x), np.asarray(weight), np.asarray(bias)
    scores = _scores(x, weight, bias)
    if dout.shape != scores.shape[1:]:
        raise ValueError("dout is not (batch, out)")
    share = dout * (np.arange(len(weight))[:, None, None] == scores.argmax(axis=0))
    return (share @ weight).sum(axis=0), share.transpose(0, 2, 1) @ x, share.sum(axis=1)
