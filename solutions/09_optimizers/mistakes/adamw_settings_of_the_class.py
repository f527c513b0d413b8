"""The settings are written to the class, and the optimizer made last decides for all: write them to self."""


class AdamW(AdamW):
    def __init__(self, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2):
        super().__init__(lr, betas, eps, weight_decay)
        for name in ["lr", "betas", "eps", "weight_decay"]:
            setattr(AdamW, name, self.__dict__.pop(name))
