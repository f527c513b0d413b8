"""layers is emptied on the way: go through it with for, which leaves it alone."""


def receptive_field(layers):
    field = apart = 1
    while layers:
        kernel, stride = layers.pop(0)
        field += (kernel - 1) * apart
        apart *= stride
    return field
