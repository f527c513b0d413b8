"""This is sigmoid, which runs from 0 to 1; tanh runs from -1 to 1."""


def tanh(x):
    return sigmoid(x)
