"""Notes among colleagues."""

from kb.models import Note, NoteMention
from tests.make.identities import career
from tests.make.maker import Maker
from tests.make.people import editor

note = Maker(Note, career=career, author=editor, text="Is the name right?")
note_mention = Maker(NoteMention, note=note, person=editor)
