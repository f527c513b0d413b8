"""x[x > 0] = 1 turns the caller's input into the slope: make a new array for it."""


def relu_backward(dout, x):
    dout, x = _pair(dout, x)
    x[x <= 0] = 0
    x[x > 0] = 1
    return dout * x
