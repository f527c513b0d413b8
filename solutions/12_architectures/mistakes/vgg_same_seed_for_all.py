"""Each convolution starts a generator from the same seed, and all draw the same weights: pass rng itself on."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers, seed = [], int(rng.integers(2**32))
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 3, np.random.default_rng(seed), padding=1), ReLU()]
    return Sequential([*layers, MaxPool2d(2)])
