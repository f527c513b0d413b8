"""The autograder archives that run on Gradescope and PrairieLearn.

`contents` is what both hold: the engine, the course as far as one exercise needs it, the key. `gradescope` and
`prairielearn` add what each starts, `entry` is what runs there, for one submission.
"""

from dlgrade.bundle.contents import Bundle, Packed
from dlgrade.bundle.entry import SYSTEMS, autograde, prove
from dlgrade.bundle.packing import pack

__all__ = ["SYSTEMS", "Bundle", "Packed", "autograde", "pack", "prove"]
