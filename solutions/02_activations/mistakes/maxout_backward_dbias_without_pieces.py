"""dbias is wrong: it is a dense layer's, (out,); each piece has its own, (pieces, out)."""


def maxout_backward(dout, x, weight, bias):
    dout, x, weight, bias = _floating(dout), _floating(x), _floating(weight), _floating(bias)
    scores = _scores(x, weight, bias)
    if dout.shape != scores.shape[1:]:
        raise ValueError("dout is not (batch, out)")
    share = dout * (np.arange(len(weight))[:, None, None] == scores.argmax(axis=0))
    return (share @ weight).sum(axis=0), share.transpose(0, 2, 1) @ x, dout.sum(axis=0)
