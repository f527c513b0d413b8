"""forward scales x with /= and so changes the caller's image: write into a new array."""


class Conv2d(Conv2d):
    def forward(self, x):
        x /= 2
        return super().forward(2 * x)
