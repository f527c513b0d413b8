"""x *= mask writes into the caller's array: x * mask makes a new one."""


class Dropout(Dropout):
    def forward(self, x):
        super().forward(x)
        x *= self._scale
        return x
