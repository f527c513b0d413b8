"""Negative outputs are cut off: only a ReLU does that, return what layers give."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.eval()
    for layer in model.layers:
        x = layer.forward(x)
        maps.append(np.maximum(x, 0))
    if training:
        model.train()
    return maps
