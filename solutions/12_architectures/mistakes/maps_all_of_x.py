"""Every layer is given x: each gets what the one before gave."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.eval()
    for layer in model.layers:
        maps.append(layer.forward(x))
    if training:
        model.train()
    return maps
