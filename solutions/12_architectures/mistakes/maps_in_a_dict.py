"""It returns a dict: make a list, in the order of the layers."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.eval()
    for layer in model.layers:
        x = layer.forward(x)
        maps.append(x)
    if training:
        model.train()
    return dict(enumerate(maps))
