"""The earlier module as a name, and its layers through a method."""

from itertools import pairwise

import tiny


class TwoLayers:
    def __init__(self, sizes, rng):
        self.layers = tuple(tiny.Linear(before, after, rng) for before, after in pairwise(sizes))

    def forward(self, x):
        first, second = self.layers
        self._between = first.forward(x)
        return second.forward(tiny.cube(self._between))

    def backward(self, dout):
        first, second = self.layers
        return first.backward(tiny.cube_backward(second.backward(dout), self._between))
