"""The fifth block has 1,024 channels: they double up to 512, and stay there."""


def vgg16_shapes(image_size):
    if image_size < 32:
        raise ValueError("image_size is below 32")
    shapes, side = [], image_size
    for block, (count, channels) in enumerate([(2, 64), (2, 128), (3, 256), (3, 512), (3, 1024)], start=1):
        shapes += [(f"conv{block}_{number}", (channels, side, side)) for number in range(1, count + 1)]
        side //= 2
        shapes.append((f"pool{block}", (channels, side, side)))
    return [*shapes, ("fc6", (4096,)), ("fc7", (4096,)), ("fc8", (1000,))]
