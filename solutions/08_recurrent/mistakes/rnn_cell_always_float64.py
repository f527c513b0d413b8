"""float32 comes out as float64: np.zeros without a dtype made an array that is wider than the arguments."""


def rnn_cell(x, h, w_x, w_h, b):
    z = np.zeros(h.shape)
    z += x @ w_x.T + h @ w_h.T + b
    return np.tanh(z)
