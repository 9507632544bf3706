"""Ids and dates of papers in one form, however their files write them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}|\\^`]+", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}


def clean_ids(ids: Mapping[str, str]) -> dict[str, str]:
    """Ids without prefixes and addresses, empty ones left out; DOIs in lower case, as they ignore case."""
    cleaned = {name: value.strip() for name, value in ids.items() if value and value.strip()}
    if "doi" in cleaned:
        doi = doi_in(cleaned.pop("doi"))
        cleaned |= {"doi": doi} if doi else {}
    if "pmid" in cleaned and not cleaned["pmid"].isdigit():
        del cleaned["pmid"]
    if "pmcid" in cleaned:
        cleaned["pmcid"] = "PMC" + cleaned["pmcid"].upper().removeprefix("PMC")
    return cleaned


def doi_in(text: str) -> str:
    """The first DOI in a text, in lower case and without what closes the sentence around it.

    >>> doi_in("see https://doi.org/10.1249/MSS.0b013e3180304570).")
    '10.1249/mss.0b013e3180304570'
    """
    found = _DOI.search(text)
    if not found:
        return ""
    doi = found.group().rstrip(".,;:'\"”’»]")
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;:")
    return doi.lower()


def source_id(ids: Mapping[str, str], file_name: str, within: str) -> str:
    """A PMID, else ``doi:10.…``, else the file's name with the record's own behind ``#``."""
    if ids.get("pmid"):
        return ids["pmid"]
    if ids.get("doi"):
        return f"doi:{ids['doi']}"
    return f"{file_name}#{within}" if within else file_name


def year_in(date: str) -> int:
    """The first year that a date names, 0 where it names none."""
    found = _YEAR.search(date)
    return int(found.group()) if found else 0


def iso_date(year: str, month: str = "", day: str = "") -> str:
    """A date as far as it is known, ISO 8601; months may be numbers or English names.

    >>> iso_date("2019", "Mar", "7"), iso_date("2019", "Spring"), iso_date("2019 Jan-Feb")
    ('2019-03-07', '2019', '2019')
    """
    if not year_in(year):
        return ""
    whole = f"{year_in(year):04}"
    number = _MONTHS.get(month[:3].lower(), int(month) if month.isdigit() else 0)
    if not 1 <= number <= len(_MONTHS):
        return whole
    whole += f"-{number:02}"
    return f"{whole}-{int(day):02}" if day.isdigit() and 1 <= int(day) <= 31 else whole  # noqa: PLR2004  a month's days
