"""The model runs as if it were trained: call model.eval() first."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.train()
    for layer in model.layers:
        x = layer.forward(x)
        maps.append(x)
    if not training:
        model.eval()
    return maps
