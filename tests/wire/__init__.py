"""A loopback model server that speaks four wire formats, so that real SDKs are tested without a network.

with WireServer() as wire:
    wire.script("Paris", match="France", delay_s=0.2)
    ...                                   # point an SDK at wire.openai_base
    assert wire.requests[0].body["model"] == "gpt-4o"
"""

from tests.wire.records import Received
from tests.wire.script import Answer, Rule
from tests.wire.server import WireServer

__all__ = ["Answer", "Received", "Rule", "WireServer"]
