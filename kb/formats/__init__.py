"""How what editors type is read."""

from kb.formats.slots import FIELDS, Mistake, Slot, read_slots, slot_text
from kb.formats.worded import number_words

__all__ = ["FIELDS", "Mistake", "Slot", "number_words", "read_slots", "slot_text"]
