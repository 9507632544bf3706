"""What sources answer to a closed question: signs in their results, weighed by a small fitted model."""

from consilium.knowledge.stance.answering import SIDES, Reading, Side, read_stance
from consilium.knowledge.stance.signs import FOUND, Section, sentence_signs, sentences_of, signs_of

__all__ = [
    "FOUND",
    "SIDES",
    "Reading",
    "Section",
    "Side",
    "read_stance",
    "sentence_signs",
    "sentences_of",
    "signs_of",
]
