"""A block that was made once is given out again, so that two places of a network share weights: make a new one."""

_make, _kept = vgg_block, {}


def vgg_block(in_channels, out_channels, convolutions, rng):
    sizes = in_channels, out_channels, convolutions
    if sizes not in _kept:
        _kept[sizes] = _make(*sizes, rng)
    return _kept[sizes]
