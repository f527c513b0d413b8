"""Training runs, one call for all of their steps: an optimizer is given parameters and gradients, as a loop would."""

import numpy as np


def take_steps(optimizer, params, grads, orders=None):
    """Take one step for each gradient, with what the step before returned; return the parameters after each step.

    grads:   {key: (steps, ...)}
    orders:  for each step two lists of the keys: how params are ordered, and how grads are
    returns: {key: (steps, ...)}, or a list of what each step returned, if it was not a dict of such arrays
    """
    places, now = [], params
    for step in range(_length(grads)):
        of_params, of_grads = orders[step] if orders else (list(now), list(grads))
        now = optimizer.step({key: now[key] for key in of_params}, {key: grads[key][step].copy() for key in of_grads})
        places.append(_copied(now))
        if not _fits(now, params):
            return places
    return _stacked(places, params)


def train_in_place(optimizer, params, grads, moves):
    """Take steps as a training loop does that owns its arrays: gradients are refilled, parameters written in place.

    moves:   {key: (steps, ...)}, what the caller adds to the parameters after each step
    returns: as take_steps does, without the moves
    """
    places, held = [], {key: value.copy() for key, value in params.items()}
    slopes = {key: np.empty_like(value) for key, value in params.items()}
    for step in range(_length(grads)):
        for key, slope in slopes.items():
            slope[...] = grads[key][step]
        new = optimizer.step(held, slopes)
        places.append(_copied(new))
        if not _fits(new, params):
            return places
        for key, place in places[-1].items():
            if new[key].flags.writeable:
                new[key][...] = 7  # what was returned is the caller's, too
            held[key][...] = place + moves[key][step]
    return _stacked(places, params)


def take_turns(optimizers, starts, grads):
    """Take steps with several optimizers in turn, each with parameters and gradients of its own."""
    places, now = [[] for _ in optimizers], list(starts)
    for step in range(_length(grads[0])):
        for place, optimizer in enumerate(optimizers):
            slopes = {key: values[step].copy() for key, values in grads[place].items()}
            now[place] = optimizer.step(now[place], slopes)
            places[place].append(_copied(now[place]))
            if not _fits(now[place], starts[place]):
                return places
    return [_stacked(found, start) for found, start in zip(places, starts, strict=True)]


def rates(schedule, lr, count, *settings):
    """Return what a schedule gives for the steps 0 to count - 1."""
    return [schedule(lr, step, *settings) for step in range(count)]


def _length(grads):
    return len(next(iter(grads.values())))


def _copied(params):
    if not isinstance(params, dict):
        return params
    return {key: value.copy() if isinstance(value, np.ndarray) else value for key, value in params.items()}


def _fits(new, params):
    return (
        isinstance(new, dict)
        and new.keys() == params.keys()
        and all(type(new[key]) is np.ndarray and new[key].shape == params[key].shape for key in params)
        and all(new[key].dtype == params[key].dtype for key in params)
    )


def _stacked(places, params):
    return {key: np.stack([place[key] for place in places]) for key in params}
