"""Ask one submission once more what one check asked it, for an instructor who wants to see everything."""

from dlgrade.replay.journey import Replay, replay
from dlgrade.replay.screen import keep, show_replay

__all__ = ["Replay", "keep", "replay", "show_replay"]
