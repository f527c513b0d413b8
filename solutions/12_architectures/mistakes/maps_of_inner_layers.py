"""The layers of a model among the layers are listed one by one: a model is one layer."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.eval()
    for layer in model.layers:
        for inner in getattr(layer, "layers", [layer]):
            x = inner.forward(x)
            maps.append(x)
    if training:
        model.train()
    return maps
