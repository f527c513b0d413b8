"""What one check allows a submission, where that differs from the course's limits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Terms:
    """Limits of wall time in seconds, None for the course's; and how much may be written to a scratch folder, in MB."""

    call_seconds: float | None = None
    check_seconds: float | None = None
    scratch_mb: int = 0


USUAL = Terms()
