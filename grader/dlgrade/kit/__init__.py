"""What an instructor hands to students: stubs, READMEs, visible checks, and stored answers in place of solutions."""

from dlgrade.kit.journey import Made, make

__all__ = ["Made", "make"]
