"""A class of thirty, made up of the course's own solutions, variants and mistakes, and of some that misbehave."""

from dlgrade.demo.journey import Tour, build, tour
from dlgrade.demo.samples import SIZE, Sample, samples

__all__ = ["SIZE", "Sample", "Tour", "build", "samples", "tour"]
