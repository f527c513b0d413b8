"""The gradient passes where forward has dropped, too: multiply it by the mask."""


class Dropout(Dropout):
    def backward(self, dout):
        return dout
