"""Loading a pack: all of it in one transaction, or nothing."""

from kb.services.pack.contents import Contents
from kb.services.pack.load import PackReport, pack_load

__all__ = ["Contents", "PackReport", "pack_load"]
