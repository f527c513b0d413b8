"""For a model among the layers there is a list inside the list: it counts as one layer, with one output."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.eval()
    for layer in model.layers:
        x = layer.forward(x)
        maps.append([x] if hasattr(layer, "layers") else x)
    if training:
        model.train()
    return maps
