"""Who sits on the panel: models, and experts that need none; and the judge, who does not sit on it."""

from consilium.members.asking import Voice
from consilium.members.experts import Desk, Librarian, Methodologist, Skeptic
from consilium.members.judge import ChainJudge
from consilium.members.matcher import LocalMatcher
from consilium.members.model import ModelMember
from consilium.members.prompting import Prompts, Seat
from consilium.members.rewriter import ChainRewriter
from consilium.members.supporter import Supporter

__all__ = [
    "ChainJudge",
    "ChainRewriter",
    "Desk",
    "Librarian",
    "LocalMatcher",
    "Methodologist",
    "ModelMember",
    "Prompts",
    "Seat",
    "Skeptic",
    "Supporter",
    "Voice",
]
