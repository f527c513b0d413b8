"""It goes through the images one by one, and the lists are joined: there is one output for each layer, of the whole batch."""


def feature_maps(model, x):
    training, maps = model.training, []
    model.eval()
    for image in x:
        each = image[None]
        for layer in model.layers:
            each = layer.forward(each)
            maps.append(each)
    if training:
        model.train()
    return maps
