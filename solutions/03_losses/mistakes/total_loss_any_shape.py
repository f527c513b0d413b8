"""An array with other than one axis is summed in silence: raise a ValueError that names losses."""


def total_loss(losses):
    return _floating(losses).sum()
