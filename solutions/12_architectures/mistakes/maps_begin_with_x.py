"""The list begins with x: it holds what comes out of layers only."""


def feature_maps(model, x):
    training, maps = model.training, [x]
    model.eval()
    for layer in model.layers:
        x = layer.forward(x)
        maps.append(x)
    if training:
        model.train()
    return maps
