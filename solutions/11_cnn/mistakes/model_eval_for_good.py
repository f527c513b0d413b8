"""train() does not bring the layers back from evaluation."""


class Sequential(Sequential):
    def train(self):
        self.training = True
