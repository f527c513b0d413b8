"""Pooling takes windows of 3x3 that overlap: they should be 2x2, side by side."""


def build_cnn(rng, image_size=28, channels=1, classes=10):
    side = image_size // 2 // 2
    layers = []
    for before in (channels, 10):
        layers += [Conv2d(before, 10, 3, rng, padding="same"), ReLU(), MaxPool2d(3, 2, 1)]
    return Sequential([*layers, Flatten(), Dense(10 * side * side, 200, rng), ReLU(), Dense(200, classes, rng)])
