"""What a course decides: the content of course.toml."""

from typing import Annotated

import msgspec


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one submission may use; seconds are of wall time unless named otherwise."""

    call_seconds: Annotated[float, msgspec.Meta(gt=0)] = 5.0
    check_seconds: Annotated[float, msgspec.Meta(gt=0)] = 20.0
    load_seconds: Annotated[float, msgspec.Meta(gt=0)] = 5.0
    memory_mb: Annotated[int, msgspec.Meta(gt=0)] = 1024
    cpu_seconds: Annotated[int, msgspec.Meta(gt=0)] = 120


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a course decides: the content of course.toml."""

    name: str
    version: str
    engine: str
    limits: Limits = Limits()
