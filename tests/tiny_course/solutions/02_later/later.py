"""Later: an exercise that builds on an earlier one."""

from itertools import pairwise

from tiny import Linear, cube, cube_backward


class TwoLayers:
    """Linear, cube, Linear; `layers` holds the two layers, sizes are (in, between, out)."""

    def __init__(self, sizes, rng):
        ### BEGIN SOLUTION
        self.layers = [Linear(before, after, rng) for before, after in pairwise(sizes)]
        ### END SOLUTION

    def forward(self, x):
        """Return linear(cube(linear(x)))."""
        ### BEGIN SOLUTION
        self._between = self.layers[0].forward(x)
        return self.layers[1].forward(cube(self._between))
        ### END SOLUTION

    def backward(self, dout):
        """Set the layers' grads and return dL/dx."""
        ### BEGIN SOLUTION
        between = self.layers[1].backward(dout)
        return self.layers[0].backward(cube_backward(between, self._between))
        ### END SOLUTION
