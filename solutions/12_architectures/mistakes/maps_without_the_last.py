"""The last layer's output is missing: all layers belong into the list."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.eval()
    for layer in model.layers[:-1]:
        x = layer.forward(x)
        maps.append(x)
    if training:
        model.train()
    return maps
