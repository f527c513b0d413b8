"""Import from a file that is taken for a zip archive.

expects: passed
control: basic
"""

import os
import zipimport


def attack(world):
    try:
        zipimport.zipimporter(world["submission"])
    except zipimport.ZipImportError as error:
        return os.path.exists(world["submission"]) and "not a Zip file" in str(error)
