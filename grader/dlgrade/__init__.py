"""Differential testing of students' NumPy code against a PyTorch reference."""

__version__ = "0.1.0"
