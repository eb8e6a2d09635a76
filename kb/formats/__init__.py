"""How what editors type is read."""

from kb.formats.slots import FIELDS, Mistake, Slot, read_slots, slot_text

__all__ = ["FIELDS", "Mistake", "Slot", "read_slots", "slot_text"]
