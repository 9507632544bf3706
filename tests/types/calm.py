"""Property tests judge what the code does, never how fast a busy machine runs them."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

CALM = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
