"""Convolutions are numbered through, conv1 to conv13: their names say block and place, conv3_2."""


def vgg16_shapes(image_size):
    if image_size < 32:
        raise ValueError("image_size is below 32")
    shapes, side, number = [], image_size, 0
    for block, (count, channels) in enumerate([(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)], start=1):
        for _ in range(count):
            number += 1
            shapes.append((f"conv{number}", (channels, side, side)))
        side //= 2
        shapes.append((f"pool{block}", (channels, side, side)))
    return [*shapes, ("fc6", (4096,)), ("fc7", (4096,)), ("fc8", (1000,))]
