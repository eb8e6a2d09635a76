"""References as text: one small module per style over shared helpers."""

from citations.formats.apa import apa

__all__ = ["apa"]
