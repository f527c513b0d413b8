"""What a shell completes: `names` finds what could be meant where one stands, `shells` tells a shell of it.

A shell waits for the answer at every press of a key, so `names` reads text with the standard library, and no other
room: neither NumPy nor a whole course is loaded for it.
"""
