"""train() and eval() set the layers' mode and forget the model's own."""


class Sequential(Sequential):
    def _set_mode(self, *, training):
        for layer in self.layers:
            layer.training = training
            if isinstance(layer, Sequential):
                layer._set_mode(training=training)
