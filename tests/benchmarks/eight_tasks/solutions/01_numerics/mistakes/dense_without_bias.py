"""The bias is missing: add it to the product."""


def dense(x, weight, bias, dout):
    return x @ weight, dout @ weight.T, x.T @ dout, dout.sum(axis=0)
