"""The tools, in the order in which a model meets them."""

from __future__ import annotations

from typing import Any, Final

from consilium.server.mcp.follow_up import FOLLOW_UP
from consilium.server.mcp.result import RESULT
from consilium.server.mcp.search_notes import SEARCH_NOTES
from consilium.server.mcp.spar import SPAR_REPLY, SPAR_START
from consilium.server.mcp.start import START
from consilium.server.mcp.status import STATUS
from consilium.server.mcp.tool import Tool
from consilium.server.mcp.verify_quote import VERIFY_QUOTE

_TOOLS = (START, RESULT, STATUS, FOLLOW_UP, SEARCH_NOTES, VERIFY_QUOTE, SPAR_START, SPAR_REPLY)

TOOLS: Final[dict[str, Tool[Any]]] = {one.name: one for one in _TOOLS}
