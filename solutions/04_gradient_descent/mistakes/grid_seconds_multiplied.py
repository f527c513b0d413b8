"""combinations * flops is no time: operations divided by operations per second are seconds."""


def grid_search_cost(choices, weights, flops):
    return choices**weights, choices**weights * flops
