"""A model on this machine asked for one word: yes, no, or that it cannot tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from consilium.members.asking import FAILURES, Voice, ask
from consilium.members.forms import SameForm, SupportForm
from consilium.members.templates import Rendered
from consilium.protocols import Brief

_FORMS: Final[Mapping[str, type[SupportForm | SameForm]]] = {"support": SupportForm, "same": SameForm}
_VALUES: Final = {"yes": True, "no": False, "cannot_tell": None}


async def label(
    voice: Voice, brief: Brief, rendered: Rendered, purpose: Literal["support", "same"], target: str
) -> bool | None:
    """Its word; None where the model cannot tell or cannot be asked.

    Args:
        voice: who is asked.
        brief: what the prompt was rendered from.
        rendered: the prompt.
        purpose: what is asked.
        target: what it is asked of, by an id.
    """
    try:
        said = await ask(voice, brief, rendered, purpose, _FORMS[purpose], target=target)
    except FAILURES:
        return None
    return _VALUES[said.form.word]
