"""A question handed on to the running server of the same user, through its Unix socket.

The server has imported, opened and connected everything already; what is left for this process is to
send a question and to show what comes back. So nothing here may import what the server has imported:
no HTTP library but Python's own, no pydantic, no engine.
"""

from consilium.client.finding import NotServed
from consilium.client.received import ReceivedVerdict
from consilium.client.remote import RemoteRun, hand_on

__all__ = ["NotServed", "ReceivedVerdict", "RemoteRun", "hand_on"]
