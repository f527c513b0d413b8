"""Stored answers: `cache` keeps what was computed here, `shipped` is what a kit brings along."""

from dlgrade.answers.cache import Answers, key_of
from dlgrade.answers.shipped import CheckStore, Index, Shipped, StoredMistake, pack

__all__ = ["Answers", "CheckStore", "Index", "Shipped", "StoredMistake", "key_of", "pack"]
