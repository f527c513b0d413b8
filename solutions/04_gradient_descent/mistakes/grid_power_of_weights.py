"""weights ** choices takes the power the wrong way round: each weight multiplies the number by choices."""


def grid_search_cost(choices, weights, flops):
    combinations = weights**choices
    return combinations, combinations / flops
