"""Make ``consilium/models/prices.json`` from the price map inside the installed LiteLLM.

    python tools/prices.py            # write the file
    python tools/prices.py --check    # fail when the file is not what would be written

Only chat models of vendors that our members use are kept; prices become US dollars per million
tokens. A model that LiteLLM lists at no cost is kept without a price: to a budget, an unknown price
is safer than a wrong zero.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

VENDORS = {"openai", "anthropic", "gemini", "mistral", "deepseek", "xai"}
MODES = {"chat", "responses"}
MILLION = 1_000_000
NAMES = {
    "input": "input_cost_per_token",
    "output": "output_cost_per_token",
    "cached": "cache_read_input_token_cost",
}
MAP = "model_prices_and_context_window_backup.json"
TARGET = Path(__file__).parents[1] / "consilium" / "models" / "prices.json"


def price_map() -> Mapping[str, Mapping[str, Any]]:
    """LiteLLM's own map, read from its folder: importing it would take seconds."""
    spec = find_spec("litellm")
    if spec is None or spec.origin is None:
        raise SystemExit("litellm is not installed")
    found: Mapping[str, Mapping[str, Any]] = json.loads(Path(spec.origin).with_name(MAP).read_text(encoding="utf-8"))
    return found


def entry(listed: Mapping[str, Any]) -> dict[str, float | int]:
    """One model's prices and window, in our terms; what is unknown is left out."""
    prices = {ours: round(listed[theirs] * MILLION, 6) for ours, theirs in NAMES.items() if listed.get(theirs)}
    priced = prices if {"input", "output"} <= prices.keys() else {}
    window = listed.get("max_input_tokens")
    return {**priced, "window": int(window)} if window else {**priced}


def text() -> str:
    """The file's content: one model a line, so that a new price is one line of a diff."""
    listed = {
        name: entry(model)
        for name, model in sorted(price_map().items())
        if model.get("litellm_provider") in VENDORS and model.get("mode") in MODES
    }
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(kept)}" for name, kept in listed.items() if kept)
    return f'{{\n"source": "litellm {version("litellm")}",\n"models": {{\n{lines}\n}}\n}}\n'


def main() -> int:
    """Write or check the file; returns the exit status."""
    wanted = text()
    if "--check" in sys.argv[1:]:
        same = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == wanted
        print("prices.json is current" if same else "prices.json is out of date: python tools/prices.py")
        return 0 if same else 1
    TARGET.write_text(wanted, encoding="utf-8")
    print(f"{TARGET}: {wanted.count(chr(10)) - 5} models")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
