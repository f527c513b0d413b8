"""grads is filled before the layers' backward has run, and is one call behind: collect it afterwards."""


class MLP(MLP):
    def backward(self, dout):
        before = {f"{i}.{name}": array for i, each in enumerate(self._dense) for name, array in each.grads.items()}
        dx = super().backward(dout)
        self.grads = before
        return dx
