"""One rule: which quantity it knows, what it demands of it, and where that comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator, model_validator
from pydantic_core import PydanticCustomError

from consilium.rules.expression import Expression, NotAllowed, read_expression
from consilium.rules.trace import Severity
from consilium.types.question import Language
from consilium.units import read_unit
from consilium.wording import reader_language, say

ANY = "any"
"""The unit of a rule that compares a range's ends with one another, whatever they count."""


class Rule(BaseModel):
    """A plausibility rule as it stands in ``rules.yaml``.

    Args:
        name: as it is printed, and what a rule of another file replaces it by.
        ru: as it is printed in Russian; ``name`` where nothing stands here.
        names: how texts call the quantity, Russian and English; ``*`` stands for any ending.
        unit: what the number is converted into before it is compared; ``any`` leaves it as it is,
            empty is a pure number.
        check: what must hold of the number ``x`` (of a range: of both ends; ``low`` and ``high``
            are the ends themselves, ``x`` each in turn).
        when: only then; a rule that does not apply says nothing.
        symbol: the name under which other rules' expressions may use this quantity.
        source: where the range comes from.
        severity: how bad a violation is; ``off`` switches the rule off.
        place: on which side of the name the number stands.
        within: most characters between the name and the number.
        range: only a range has this quantity, as a confidence interval has.
        change: the number tells a change, e.g. weight lost in a week.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    names: tuple[str, ...]
    check: str
    source: str | Mapping[Language, str]
    ru: str = ""
    unit: str = ""
    when: str = ""
    symbol: str = ""
    severity: Severity | Literal["off"] = "error"
    place: Literal["around", "before", "behind"] = "around"
    within: int = 70
    range: bool = False
    change: bool = False

    @field_validator("unit")
    @classmethod
    def _known_unit(cls, unit: str) -> str:
        if unit not in {"", ANY} and read_unit(unit)[1] != len(unit):
            raise PydanticCustomError("unit", "{expected}", {"expected": say("rules.no_such_unit")})
        return unit

    @field_validator("check", "when")
    @classmethod
    def _harmless(cls, text: str) -> str:
        try:
            return text if not text or read_expression(text) else ""
        except NotAllowed as error:
            raise PydanticCustomError("expression", "{expected}", {"expected": str(error)}) from error

    @model_validator(mode="after")
    def _named(self) -> Rule:
        if not self.names or not all(name.strip(" *") for name in self.names):
            raise PydanticCustomError("names", "{expected}", {"expected": "VO2max, МПК, максимальн* потреблени*"})
        return self

    @property
    def measure(self) -> str:
        """The unit in pint's words."""
        return "" if self.unit in {"", ANY} else read_unit(self.unit)[0]

    @property
    def demands(self) -> Expression:
        """``check``, read."""
        return read_expression(self.check, self.measure)

    @property
    def condition(self) -> Expression | None:
        """``when``, read; None where the rule always applies."""
        return read_expression(self.when, self.measure) if self.when else None

    def title(self, language: Language | None = None) -> str:
        """What the rule is called in the reader's language."""
        return (self.ru if (language or reader_language()) == "ru" else "") or self.name

    def origin(self, language: Language | None = None) -> str:
        """The source in the reader's language."""
        if isinstance(self.source, str):
            return self.source
        return self.source.get(language or reader_language()) or next(iter(self.source.values()), "")


class RuleFile(BaseModel):
    """A file of rules."""

    model_config = ConfigDict(extra="forbid")

    version: int = 1
    rules: tuple[Rule, ...] = ()
