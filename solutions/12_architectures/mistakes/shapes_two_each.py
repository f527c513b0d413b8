"""Every block has two convolutions, which makes VGG-13: VGG-16 has 2, 2, 3, 3 and 3."""


def vgg16_shapes(image_size):
    if image_size < 32:
        raise ValueError("image_size is below 32")
    shapes, side = [], image_size
    for block, (count, channels) in enumerate([(2, 64), (2, 128), (2, 256), (2, 512), (2, 512)], start=1):
        shapes += [(f"conv{block}_{number}", (channels, side, side)) for number in range(1, count + 1)]
        side //= 2
        shapes.append((f"pool{block}", (channels, side, side)))
    return [*shapes, ("fc6", (4096,)), ("fc7", (4096,)), ("fc8", (1000,))]
