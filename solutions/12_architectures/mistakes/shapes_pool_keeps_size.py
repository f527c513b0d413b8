"""A pooling has the shape of what it is given: it halves height and width."""


def vgg16_shapes(image_size):
    if image_size < 32:
        raise ValueError("image_size is below 32")
    shapes, side = [], image_size
    for block, (count, channels) in enumerate([(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)], start=1):
        shapes += [(f"conv{block}_{number}", (channels, side, side)) for number in range(1, count + 1)]
        shapes.append((f"pool{block}", (channels, side, side)))
        side //= 2
    return [*shapes, ("fc6", (4096,)), ("fc7", (4096,)), ("fc8", (1000,))]
