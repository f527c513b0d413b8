"""Sizes are not checked, and what does not fit is broadcast in silence: raise ValueError that names the argument."""


def maxout_backward(dout, x, weight, bias):
    dout, x, weight, bias = _floating(dout), _floating(x), _floating(weight), _floating(bias)
    bias = bias.reshape(-1, 1, bias.shape[-1] if bias.ndim else 1)
    scores = (x[None, :, None, :] * weight[:, None, :, :]).sum(axis=-1) + bias
    share = dout * (np.arange(len(weight))[:, None, None] == scores.argmax(axis=0))
    return (share @ weight).sum(axis=0), share.transpose(0, 2, 1) @ x, share.sum(axis=1)
