"""What checks need on the student's side: a function to differentiate, and a model that remembers how it was used."""

import numpy as np


def cubed(x):
    """Return x^3, of which a central difference of step h is 3x^2 + h^2, exactly."""
    return x * x * x


class RecordingModel:
    """A model with one matrix that remembers the calls it got, and which array it began with."""

    def __init__(self, weight):
        self.params = {"weight": weight.copy()}
        self.grads = {"weight": np.zeros_like(weight)}
        self.calls = []
        self._first = self.params["weight"]

    def forward(self, x):
        """Return x @ weight."""
        self.calls.append("forward")
        self._x = x
        return x @ self.params["weight"]

    def backward(self, dout):
        """Set grads and return dL/dx."""
        self.calls.append("backward")
        self.grads["weight"] = self._x.T @ dout
        return dout @ self.params["weight"].T

    def written_in_place(self):
        """Whether the weights are still the array that they were."""
        return self.params["weight"] is self._first
