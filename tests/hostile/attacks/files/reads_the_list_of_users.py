"""Have the C library read who has an account here.

expects: passed
control: basic
"""

import pwd


def attack(world):
    return [user.pw_name for user in pwd.getpwall()]
