"""Every piece receives the gradient: only the one that was the largest should."""


def maxout_backward(dout, x, weight, bias):
    dout, x, weight, bias = _floating(dout), _floating(x), _floating(weight), _floating(bias)
    scores = _scores(x, weight, bias)
    if dout.shape != scores.shape[1:]:
        raise ValueError("dout is not (batch, out)")
    share = dout * np.ones_like(scores)
    return (share @ weight).sum(axis=0), share.transpose(0, 2, 1) @ x, share.sum(axis=1)
