"""// drops what is less than a second: divide with /."""


def grid_search_cost(choices, weights, flops):
    return choices**weights, choices**weights // flops
