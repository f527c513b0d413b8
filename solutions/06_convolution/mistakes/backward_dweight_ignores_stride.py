"""dweight meets windows one pixel apart: window i of the forward began at i * stride."""

_in_steps = conv2d_backward


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    dx, dweight, dbias = _in_steps(dout, x, weight, bias, stride, padding)
    framed, (rows, columns) = _framed(x, _margins(x, weight, stride, padding)), dout.shape[2:]
    for u, v in np.ndindex(*weight.shape[2:]):
        dweight[:, :, u, v] = np.einsum("noij,ncij->oc", dout, framed[:, :, u : u + rows, v : v + columns])
    return dx, dweight, dbias
