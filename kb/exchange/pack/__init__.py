"""Reading a pack from a folder and saying everything that is wrong with it."""

from kb.exchange.pack.check import checked_pack
from kb.exchange.pack.files import Pack, read_pack

__all__ = ["Pack", "checked_pack", "read_pack"]
