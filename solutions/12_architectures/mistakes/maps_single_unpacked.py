"""For a model of one layer its output is returned: it is a list all the same."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.eval()
    for layer in model.layers:
        x = layer.forward(x)
        maps.append(x)
    if training:
        model.train()
    return maps if len(maps) > 1 else maps[0]
