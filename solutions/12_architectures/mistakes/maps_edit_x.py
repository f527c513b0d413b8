"""x itself is changed, here once the maps are made: make a new array."""


def feature_maps(model, x):
    images = x
    training, maps = model.training, []
    model.eval()
    for layer in model.layers:
        x = layer.forward(x)
        maps.append(x)
    if training:
        model.train()
    images -= images.min()
    return maps
