"""Reading statements: what one says, taken apart, in Russian and English."""

from consilium.argument.reading.prose import ProseClaim, claims_of_prose, prose_claims, told_position
from consilium.argument.reading.sense import Sense, sense_of
from consilium.argument.reading.statements import read_statement, stated

__all__ = [
    "ProseClaim",
    "Sense",
    "claims_of_prose",
    "prose_claims",
    "read_statement",
    "sense_of",
    "stated",
    "told_position",
]
