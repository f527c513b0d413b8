"""An integer of NumPy has 64 bits and wraps around: use Python's integers, or floats."""


def grid_search_cost(choices, weights, flops):
    combinations = int(np.prod(np.full(weights, choices, dtype=np.int64)))
    return combinations, combinations / flops
