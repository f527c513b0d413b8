"""Only the first image's maps are kept: outputs are those of the whole batch."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.eval()
    for layer in model.layers:
        x = layer.forward(x)
        maps.append(x[:1])
    if training:
        model.train()
    return maps
