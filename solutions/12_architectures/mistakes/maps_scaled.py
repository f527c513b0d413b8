"""Outputs are scaled to lie between 0 and 1, as for a picture: return them as they are."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.eval()
    for layer in model.layers:
        x = layer.forward(x)
        maps.append((x - x.min()) / (x.max() - x.min()))
    if training:
        model.train()
    return maps
