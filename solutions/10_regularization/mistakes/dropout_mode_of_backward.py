"""backward asks for training itself: it belongs to the mode that forward ran in, so keep the mask, or ones."""


class Dropout(Dropout):
    def forward(self, x):
        if not self.training:
            return x
        return super().forward(x)

    def backward(self, dout):
        return super().backward(dout) if self.training else dout
