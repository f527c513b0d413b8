"""End the process with success as soon as the module is loaded.

expects: problem: ended the process
control: naive
"""

import os

os._exit(0)
