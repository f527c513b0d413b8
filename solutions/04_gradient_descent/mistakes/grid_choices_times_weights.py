"""choices * weights counts the values, not the combinations: each weight multiplies their number by choices."""


def grid_search_cost(choices, weights, flops):
    return choices * weights, choices * weights / flops
