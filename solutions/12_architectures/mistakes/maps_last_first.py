"""The last layer comes first: the list goes in the order of the layers."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.eval()
    for layer in model.layers:
        x = layer.forward(x)
        maps.append(x)
    if training:
        model.train()
    return maps[::-1]
