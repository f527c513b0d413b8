"""A model among the layers is left out: it is one of the layers."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.eval()
    for layer in model.layers:
        x = layer.forward(x)
        if not hasattr(layer, "layers"):
            maps.append(x)
    if training:
        model.train()
    return maps
