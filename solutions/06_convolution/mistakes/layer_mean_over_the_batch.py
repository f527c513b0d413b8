"""backward divides dout by the batch size: the mean was taken by the loss, so add up."""


class Conv2d(Conv2d):
    def backward(self, dout):
        return super().backward(dout / len(dout))
