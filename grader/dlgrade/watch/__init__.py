"""`dlgrade watch`: what is saved is checked at once, as far as it has changed.

`attendant` waits for saves and keys, and orders what has to be judged from `bench`, where a session stays warm.
`changes` and `uses` say what a save can have changed, `picture` keeps the whole result true, `route` knows the way.
"""

from dlgrade.watch.journey import watch

__all__ = ["watch"]
