"""What checks compare with: `reference` asks PyTorch, `stored` reads the answers that a kit brings along."""

from dlgrade.oracle.reference import (
    INSTALL,
    Asked,
    Device,
    Reference,
    ReferenceFunction,
    device_class,
    preload,
    question,
    torch_version,
)
from dlgrade.oracle.stored import StoredReference

__all__ = [
    "INSTALL",
    "Asked",
    "Device",
    "Reference",
    "ReferenceFunction",
    "StoredReference",
    "device_class",
    "preload",
    "question",
    "torch_version",
]
