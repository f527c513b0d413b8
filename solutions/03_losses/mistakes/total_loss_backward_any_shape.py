"""An array with other than one axis gets its ones in silence: raise a ValueError that names losses."""


def total_loss_backward(losses):
    return np.ones_like(_floating(losses))
