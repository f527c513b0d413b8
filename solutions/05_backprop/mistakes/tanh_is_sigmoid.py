"""This is the sigmoid, between 0 and 1: tanh(x) = 2 sigmoid(2x) - 1 lies between -1 and 1."""


class Tanh(Sigmoid):
    pass
