"""params is missing: whoever trains a network asks every layer for its dict, and an empty one says that there is nothing."""


class Sigmoid(Sigmoid):
    def __init__(self):
        pass
