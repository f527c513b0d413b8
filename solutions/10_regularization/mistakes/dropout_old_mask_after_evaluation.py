"""After a forward in evaluation backward still has the mask of the training before: forget it."""


class Dropout(Dropout):
    _scale = 1.0

    def forward(self, x):
        return super().forward(x) if self.training else x
