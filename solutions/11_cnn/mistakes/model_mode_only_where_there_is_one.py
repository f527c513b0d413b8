"""The mode is set only on layers that have `training` already: set it on every layer."""


class Sequential(Sequential):
    def _set_mode(self, *, training):
        self.training = training
        for layer in self.layers:
            if isinstance(layer, Sequential):
                layer._set_mode(training=training)
            elif getattr(layer, "training", None) is not None:
                layer.training = training
