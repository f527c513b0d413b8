"""The block makes a generator of its own, so its weights are the same whatever rng is: pass rng on."""


def vgg_block(in_channels, out_channels, convolutions, rng):
    layers, own = [], np.random.default_rng(1)
    for place in range(convolutions):
        channels = out_channels if place else in_channels
        layers += [Conv2d(channels, out_channels, 3, own, padding=1), ReLU()]
    return Sequential([*layers, MaxPool2d(2)])
