"""grads is collected after the first backward and never again: it is that of the latest."""


class Sequential(Sequential):
    _made = None

    @property
    def grads(self):
        if self._made is None:
            self._made = self._collected("grads")
        return self._made
