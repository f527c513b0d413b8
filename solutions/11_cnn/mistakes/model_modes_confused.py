"""train() and eval() are the wrong way round."""


class Sequential(Sequential):
    def _set_mode(self, *, training):
        super()._set_mode(training=not training)
