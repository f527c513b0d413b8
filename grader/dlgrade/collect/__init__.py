"""Bring submissions into the class's folder: from the exchange, from archives, from what an LMS lets download.

`trees` reads folders and archives without unpacking them, `folders` and `downloads` know how each kind of source names
what is in it, `sources` tells which one it is, `deliveries` is one submission and which time counts, `matching` finds
its student, `keeping` puts it into `submitted/` or `attempts/`, `collection` is made of all of them. `lists` makes the
roster, and `verifying` compares receipts.
"""

from dlgrade.collect.collection import Collected, Taken, collect
from dlgrade.collect.folders import exchange_of
from dlgrade.collect.lists import Imported, import_list
from dlgrade.collect.sources import split_arguments
from dlgrade.collect.verifying import Found, verify

__all__ = [
    "Collected",
    "Found",
    "Imported",
    "Taken",
    "collect",
    "exchange_of",
    "import_list",
    "split_arguments",
    "verify",
]
