"""Each kernel adds all of its length: one pixel of it is there already, so it adds kernel - 1."""


def receptive_field(layers):
    field = apart = 1
    for kernel, stride in layers:
        field += kernel * apart
        apart *= stride
    return field
