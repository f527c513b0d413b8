"""load puts new arrays into the layers: write into those that are there, which others hold as well."""

_load = load


def load(model, path):
    def renew(layers):
        for layer in layers:
            if isinstance(layer, Sequential):
                renew(layer.layers)
            else:
                for key, array in layer.params.items():
                    layer.params[key] = array.copy()

    _load(model, path)
    renew(model.layers)
    return model
