"""Take the names of the grader's own files and packages from what Python's finders remember of their folders.

expects: passed
control: none: what finders remember is cleared in every worker, walled or not
"""

import sys


def attack(world):
    finders = sys.path_importer_cache.items()
    return {
        path: len(finder._path_cache)
        for path, finder in finders
        if finder and "lib/python" not in path or "site-packages" in path
    }
