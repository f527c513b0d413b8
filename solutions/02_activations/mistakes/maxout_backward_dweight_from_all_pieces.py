"""dweight is wrong: pieces that did not win have no part in the output, so their gradient is 0."""


def maxout_backward(dout, x, weight, bias):
    dout, x, weight, bias = _floating(dout), _floating(x), _floating(weight), _floating(bias)
    scores = _scores(x, weight, bias)
    if dout.shape != scores.shape[1:]:
        raise ValueError("dout is not (batch, out)")
    share = dout * (np.arange(len(weight))[:, None, None] == scores.argmax(axis=0))
    return (share @ weight).sum(axis=0), np.repeat((dout.T @ x)[None], len(weight), axis=0), share.sum(axis=1)
