"""Shapes begin with the batch: leave it out, (channels, height, width)."""


def vgg16_shapes(image_size):
    if image_size < 32:
        raise ValueError("image_size is below 32")
    shapes, side = [], image_size
    for block, (count, channels) in enumerate([(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)], start=1):
        shapes += [(f"conv{block}_{number}", (1, channels, side, side)) for number in range(1, count + 1)]
        side //= 2
        shapes.append((f"pool{block}", (1, channels, side, side)))
    return [*shapes, ("fc6", (1, 4096)), ("fc7", (1, 4096)), ("fc8", (1, 1000))]
