"""Making one row of two that mean the same."""

from kb.services.merge.merging import Merge, merge, merge_preview

__all__ = ["Merge", "merge", "merge_preview"]
