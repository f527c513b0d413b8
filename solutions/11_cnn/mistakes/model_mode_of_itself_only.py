"""train() and eval() set the model's own mode only: dropout and batch normalisation look at their own."""


class Sequential(Sequential):
    def _set_mode(self, *, training):
        self.training = training
