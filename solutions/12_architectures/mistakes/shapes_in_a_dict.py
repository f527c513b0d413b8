"""It returns a dict: make a list of pairs (name, shape)."""


def vgg16_shapes(image_size):
    if image_size < 32:
        raise ValueError("image_size is below 32")
    shapes, side = [], image_size
    for block, (count, channels) in enumerate([(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)], start=1):
        shapes += [(f"conv{block}_{number}", (channels, side, side)) for number in range(1, count + 1)]
        side //= 2
        shapes.append((f"pool{block}", (channels, side, side)))
    return dict([*shapes, ("fc6", (4096,)), ("fc7", (4096,)), ("fc8", (1000,))])
