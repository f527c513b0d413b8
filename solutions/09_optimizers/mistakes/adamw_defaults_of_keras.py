"""The defaults are those of Keras: here weight_decay = 1e-2 and eps = 1e-8."""


class AdamW(AdamW):
    def __init__(self, lr=1e-3, betas=(0.9, 0.999), eps=1e-7, weight_decay=4e-3):
        super().__init__(lr, betas, eps, weight_decay)
