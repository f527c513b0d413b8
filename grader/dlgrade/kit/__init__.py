"""What an instructor hands to students: stubs, READMEs, visible checks, and stored answers in place of solutions."""

from dlgrade.kit.journey import Made, make
from dlgrade.kit.packing import unpack

__all__ = ["Made", "make", "unpack"]
