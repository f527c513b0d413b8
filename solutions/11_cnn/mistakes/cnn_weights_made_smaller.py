"""The initial weights are made smaller: the layers keep the values that they give themselves."""

_build = build_cnn


def build_cnn(rng, image_size=28, channels=1, classes=10):
    model = _build(rng, image_size, channels, classes)
    for key, array in model.params.items():
        array *= 0.5
    return model
