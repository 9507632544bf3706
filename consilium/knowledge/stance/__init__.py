"""What sources answer to a closed question: signs in their results, weighed by a small fitted model."""

from consilium.knowledge.stance.answering import SIDES, Reading, Side, read_stance
from consilium.knowledge.stance.signs import signs_of

__all__ = ["SIDES", "Reading", "Side", "read_stance", "signs_of"]
