"""dout /= ... writes into the caller's array, and the batch size is no business of a layer."""


class Dense(Dense):
    def backward(self, dout):
        dout = np.asarray(dout, dtype=np.float64)
        dout /= len(dout)
        return super().backward(dout)
