"""The mode does not reach layers of models inside."""


class Sequential(Sequential):
    def _set_mode(self, *, training):
        self.training = training
        for layer in self.layers:
            layer.training = training
