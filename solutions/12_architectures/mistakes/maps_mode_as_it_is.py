"""The model runs in the mode it is in: call model.eval() first, and put the mode back at the end."""


def feature_maps(model, x):
    maps = []
    for layer in model.layers:
        x = layer.forward(x)
        maps.append(x)
    return maps
