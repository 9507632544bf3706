"""From cards to seats: who a member is, and the transport behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from consilium.assembly.experts import EXPERTS
from consilium.config import CardSettings, Loaded
from consilium.errors import ConfigError
from consilium.models import open_embedder, open_model
from consilium.models.prices import price_of
from consilium.protocols import ChatModel
from consilium.types.member import Endpoint, MemberCard, Price
from consilium.wording import say

_KEYS = {
    "openai": "OPENAI_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
    "google": "GEMINI_API_KEY",
    "mistral": "MISTRAL_API_KEY",
    "deepseek": "DEEPSEEK_API_KEY",
    "xai": "XAI_API_KEY",
    "openrouter": "OPENROUTER_API_KEY",
}
_ALSO = {"GEMINI_API_KEY": "GOOGLE_API_KEY"}
_FAMILIES = {
    "gpt": "openai",
    "o1": "openai",
    "o3": "openai",
    "o4": "openai",
    "claude": "anthropic",
    "gemini": "google",
    "mistral": "mistral",
    "deepseek": "deepseek",
    "grok": "xai",
    "qwen": "alibaba",
    "llama": "meta",
}
PLAYED = frozenset({"scripted", "recorded"})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Seating:
    """One seat: the card as others see it, its settings, and the transport (None for an expert)."""

    card: MemberCard
    settings: CardSettings
    key_env: str
    price: Price | None
    transport: ChatModel | None

    @property
    def server(self) -> str:
        """The name under which calls running at once are counted."""
        return self.settings.api_base or f"{self.settings.transport}:{self.card.vendor}"


@dataclass(frozen=True, slots=True)
class Panel:
    """Everybody the settings name: the panel, the embedded panel, the chain of judges, and who compares answers."""

    members: tuple[Seating, ...]
    embedded: tuple[Seating, ...]
    judges: tuple[Seating, ...]
    matcher: Seating | None = None

    async def aclose(self) -> None:
        """Close every transport."""
        for seating in (*self.members, *self.embedded, *self.judges, *([self.matcher] if self.matcher else [])):
            if seating.transport is not None:
                await seating.transport.aclose()


def seat_panel(loaded: Loaded, keys: Mapping[str, str], members: Sequence[str] | None = None) -> Panel:
    """Seats for every member the settings name.

    Args:
        loaded: the settings in force.
        keys: API keys by the name of their variable.
        members: names that replace the settings' panel.

    Raises:
        ConfigError: an unknown member, or a card with a mistake.
    """
    names = tuple(dict.fromkeys(members or loaded.settings.panel))
    if not names:
        raise ConfigError(say("assembly.empty_panel", path=loaded.path), next_step=say("assembly.name_members"))
    return Panel(
        members=tuple(_seat(loaded, keys, name) for name in names),
        embedded=tuple(_seat(loaded, keys, name) for name in loaded.settings.embedded),
        judges=tuple(_seat(loaded, keys, name) for name in loaded.settings.judges),
        matcher=_matcher(loaded, keys) if loaded.settings.same_answer else None,
    )


def seat_embedder(loaded: Loaded, keys: Mapping[str, str]) -> Seating | None:
    """The model that makes vectors for the library, where the settings name one."""
    vectors = loaded.settings.knowledge.vectors
    if vectors is None:
        return None
    wanted = vectors.model_dump(exclude={"store"}, exclude_none=True)
    settings = CardSettings.model_validate({"name": "embedder", **wanted})
    vendor = settings.vendor or _vendor(settings)
    key_env = settings.key_env or _KEYS.get(vendor, "")
    local = _is_local(settings, _address(settings, keys))
    card = MemberCard("embedder", settings.model, vendor, local)
    endpoint = _endpoint(loaded, loaded.path, card, settings, keys, key_env)
    return Seating(card, settings, key_env, _price(settings), open_embedder(settings.transport, endpoint))


def _matcher(loaded: Loaded, keys: Mapping[str, str]) -> Seating:
    seating = _seat(loaded, keys, loaded.settings.same_answer)
    if not seating.card.local or seating.card.expert:
        message = say("assembly.same_answer", name=seating.card.name, path=loaded.path)
        raise ConfigError(message, next_step=say("assembly.same_answer_fix"))
    return seating


def _seat(loaded: Loaded, keys: Mapping[str, str], name: str) -> Seating:
    settings, path = loaded.card(name)
    if settings.transport == "expert" and settings.model not in EXPERTS:
        message = say("assembly.unknown_expert", path=path, name=settings.model)
        raise ConfigError(message, next_step=", ".join(EXPERTS))
    vendor = settings.vendor or _vendor(settings)
    expert = settings.transport == "expert"
    key_env = "" if expert else settings.key_env or _KEYS.get(vendor, "")
    card = MemberCard(
        name=settings.name,
        model=settings.model,
        vendor=vendor,
        local=_is_local(settings, _address(settings, keys)),
        expert=expert,
        discipline=settings.discipline.en,
        debates=settings.critique and not expert,
        maker=_maker(settings),
    )
    transport = (
        None if expert else open_model(settings.transport, _endpoint(loaded, path, card, settings, keys, key_env))
    )
    return Seating(card, settings, key_env, _price(settings), transport)


def _endpoint(
    loaded: Loaded, path: Path, card: MemberCard, settings: CardSettings, keys: Mapping[str, str], key_env: str
) -> Endpoint:
    file = settings.script if settings.transport == "scripted" else settings.recording
    return Endpoint(
        member=card.name,
        model=settings.model,
        vendor=card.vendor,
        api_key=keys.get(key_env) or keys.get(_ALSO.get(key_env, "")) or None,
        key_env=key_env,
        api_base=_address(settings, keys),
        headers=settings.headers,
        proxy=settings.proxy,
        options=settings.options,
        file=_file(file, path.parent, loaded.folder) if file else None,
    )


def _file(name: str, *folders: Path) -> Path:
    """A script or recording: beside the card, beside the settings, or below the working directory."""
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    return Path(name)


def _vendor(settings: CardSettings) -> str:
    """Who is asked for the model, as far as its name tells."""
    if settings.transport in PLAYED or settings.transport == "expert":
        return settings.name
    prefix, _, _ = settings.model.rpartition("/")
    if prefix.startswith("openrouter"):
        return "openrouter"
    return _family(settings) or prefix.partition("/")[0] or settings.transport


def _maker(settings: CardSettings) -> str:
    """Who made the model, whoever relays it: by its name, else by what the card says."""
    return "" if settings.transport in PLAYED or settings.transport == "expert" else _family(settings)


def _family(settings: CardSettings) -> str:
    bare = settings.model.rpartition("/")[2].lower()
    return next((maker for start, maker in _FAMILIES.items() if bare.startswith(start)), "")


def _is_local(settings: CardSettings, address: str | None) -> bool:
    """Whether a member runs on this machine, where its card does not say so itself.

    Ollama relays models whose tag ends in ``cloud`` to its own service, and a server on another host
    is another machine.
    """
    if settings.local is not None:
        return settings.local
    if settings.transport in PLAYED or settings.transport == "expert":
        return True
    return settings.transport == "ollama" and _at_home(address) and not settings.model.endswith("cloud")


def _address(settings: CardSettings, keys: Mapping[str, str]) -> str | None:
    """Where a member's server is; the Ollama SDK would otherwise follow a variable that nobody here looked at."""
    named = keys.get("OLLAMA_HOST") if settings.transport == "ollama" else None
    return settings.api_base or named or None


def _at_home(address: str | None) -> bool:
    """Whether an address, with or without a scheme, is this machine; no address is the usual local one."""
    if address is None:
        return True
    return (urlsplit(address if "://" in address else f"//{address}").hostname or "") in _LOOPBACK


def _price(settings: CardSettings) -> Price | None:
    if settings.price is not None:
        return Price(settings.price.input, settings.price.output, settings.price.cached_input)
    if settings.transport in {"ollama", "expert", *PLAYED}:
        return Price(0.0, 0.0, 0.0)
    return price_of(settings.model)
