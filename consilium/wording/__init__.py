"""Every sentence a person reads, in Russian and English.

Sentences live in ``messages/ROOM.toml``, one table per sentence with ``en`` and ``ru``; code names
them as ``say("room.sentence", name=value)``. The language is the reader's: set once per process
from the settings or the locale, or passed where a text follows the question's language instead.
"""

from consilium.wording.language import detect_language, reader_language, set_reader_language, speaking
from consilium.wording.plural import counted
from consilium.wording.say import say

__all__ = ["counted", "detect_language", "reader_language", "say", "set_reader_language", "speaking"]
