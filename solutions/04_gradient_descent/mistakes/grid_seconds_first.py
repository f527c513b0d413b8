"""The pair is the wrong way round: return (combinations, seconds)."""


def grid_search_cost(choices, weights, flops):
    return choices**weights / flops, choices**weights
