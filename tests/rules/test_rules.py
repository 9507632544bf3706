"""Numbers of claims against rules: what is found, in which unit, what is violated, and what stays unknown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.config.places import Places
from consilium.errors import ConfigError
from consilium.rules import SHIPPED, Rules, Trace
from consilium.units import read_unit
from tests.types.calm import CALM

RULES = Rules.load([SHIPPED])
VAULT = Path(__file__).parents[2] / "examples" / "vault"


def checked(text: str) -> dict[str, Trace]:
    return {trace.rule: trace for trace in RULES.check(text, "en")}


@pytest.mark.parametrize(
    ("text", "rule", "result", "value"),
    [
        ("VO2max was 65 mL·kg⁻¹·min⁻¹ in the elite.", "VO2max", "ok", "65 ml/kg/min"),
        ("МПК составило 650 мл/кг/мин.", "VO2max", "violated", "650 ml/kg/min"),
        ("Maximal oxygen uptake of 5200 ml/min was seen.", "VO2max, absolute", "ok", "5.2 L/min"),
        ("They took 3–60 mg/kg of caffeine.", "caffeine dose", "violated", "3 mg/kg – 60 mg/kg"),
        ("Принимали 0,2 г кофеина.", "caffeine dose, absolute", "ok", "200 mg"),
        ("Креатин по 50 г в день.", "creatine a day", "violated", "50 g/day"),
        ("1,6 г белка на кг массы тела в день хватает.", "protein a day", "ok", "1.6 g/kg/day"),
        ("Лактат достиг 45 ммоль/л.", "blood lactate", "violated", "45 mmol/L"),
        ("Core temperature reached 104 °F.", "core temperature", "ok", "40 °C"),
        ("Спали 6,5 часов в сутки.", "sleep each day", "ok", "6.5 hours/day"),
        ("Тренировались 90 часов в неделю.", "training volume", "violated", "90 hours/week"),
        ("They slept at an altitude of 12 km.", "altitude", "violated", "12000 m"),
        ("Гематокрит 0,45 и пульс 52 уд/мин.", "heart rate", "ok", "52 beats/min"),
        ("The effect was clear (r = 1.3).", "correlation", "violated", "1.3"),
        ("It differed, p = 1,2.", "p value", "violated", "1.2"),
        ("SMD 0.3, 95 % CI 0.5 to 0.1.", "confidence interval", "violated", "0.5 – 0.1"),
        ("SMD 0.3, 95 % ДИ [0,1; 0,5].", "confidence level", "ok", "95 %"),
        ("120 % of participants got better.", "share of a whole", "violated", "120 %"),
        ("RER of 0.85 was kept.", "respiratory exchange ratio", "ok", "0.85"),
        ("Weight loss of 4 kg per week.", "weight loss rate", "violated", "4 kg/week"),
    ],
)
def test_a_number_is_held_against_the_rule_of_its_quantity(text: str, rule: str, result: str, value: str) -> None:
    trace = checked(text)[rule]
    assert (trace.result, trace.value) == (result, value)
    assert text[trace.start : trace.end] == trace.found
    assert trace.source
    assert trace.comparison


@pytest.mark.parametrize(
    ("text", "rule", "reason"),
    [
        ("Лактат был 4 после бега.", "blood lactate", "no_unit"),
        ("Лактат был 4 км после бега.", "blood lactate", "other_unit"),
        ("Mean heart rate was 12 bpm lower.", "heart rate", "change"),
        ("МПК выросло на 300 мл/мин.", "VO2max, absolute", "change"),
        ("The track is 10 km long.", "", "no_rule"),
        ("МПК выросло на 5 %.", "", "no_rule"),
    ],
)
def test_what_cannot_be_checked_is_unknown_and_never_ok(text: str, rule: str, reason: str) -> None:
    trace = checked(text)[rule]
    assert (trace.result, trace.reason) == ("unknown", reason)


def test_a_rule_may_ask_for_another_quantity_of_the_sentence() -> None:
    name = "maximal heart rate for age"
    assert checked("Maximal heart rate was 210 bpm at an age of 70 years.")[name].result == "violated"
    assert checked("Maximal heart rate was 160 bpm at an age of 70 years.")[name].result == "ok"
    assert checked("Maximal heart rate was 210 bpm.")[name].reason == "not_settled"
    assert name not in checked("Maximal heart rate was 210 bpm at an age of 10 years.")


def test_what_is_no_quantity_says_nothing() -> None:
    assert checked("In 2015, 12 men ran; vitamin D 1000 was given, VO2max rose.") == {}


def test_the_shipped_rules_find_fault_with_no_more_than_a_slip_of_the_example_notes() -> None:
    found = [trace for path in VAULT.glob("*.md") for trace in RULES.check(path.read_text(encoding="utf-8"))]
    assert sum(trace.result == "ok" for trace in found) > 40
    assert [trace for trace in found if trace.result == "violated"] == []


def test_there_are_enough_rules_and_each_has_its_source_in_both_languages() -> None:
    assert len(RULES.rules) >= 25
    for rule in RULES.rules:
        assert rule.origin("en")
        assert rule.title("ru") != "" != rule.origin("ru")


@CALM
@given(st.text(alphabet="МПК VO2max пульс p=r, 0123456789.,-–±%/()мгкл уд/мин bpm CI to до", max_size=60))
def test_places_always_hold_what_was_found(text: str) -> None:
    for trace in RULES.check(text):
        assert text[trace.start : trace.end] == trace.found
        assert trace.result != "unknown" or trace.reason
        assert trace.line("ru") != trace.line("en")


def test_a_users_file_replaces_and_switches_off_by_name(tmp_path: Path) -> None:
    own = Places.default().home / "rules.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(
        "version: 1\nrules:\n"
        "  - {name: VO2max, names: [МПК], unit: мл/кг/мин, check: значение <= 50, source: мой опыт, severity: note}\n"
        "  - {name: altitude, names: [высота], unit: m, check: x < 1, source: '-', severity: 'off'}\n",
        encoding="utf-8",
    )
    traces = Rules.load().check("МПК было 60 мл/кг/мин. Высота 2000 м.", "ru")
    assert [(trace.rule, trace.result, trace.severity) for trace in traces] == [
        ("VO2max", "violated", "note"),
        ("", "unknown", "note"),
    ]
    assert traces[0].line("ru") == (
        "✗ VO2max: 60 мл/кг/мин = 60 мл/кг/мин [значение <= 50] — неправдоподобно (замечание) · источник: мой опыт"
    )


@pytest.mark.parametrize(
    ("rule", "line", "told"),
    [
        ("unit: parsec", 4, "parsec"),
        ("check: x.real < 1", 4, "x.real"),
        ("check: x < y", 3, "y"),
        ("chek: x < 1", 4, "chek"),
        ("severity: fatal", 4, "fatal"),
    ],
)
def test_a_wrong_rule_is_named_with_file_line_and_what_to_do(tmp_path: Path, rule: str, line: int, told: str) -> None:
    path = tmp_path / "rules.yaml"
    rest = {"name": "z", "names": "[z]", "check": "x < 1", "source": "me"}
    rest.pop(rule.partition(":")[0], None)
    words = "".join(f"    {key}: {value}\n" for key, value in rest.items() if key != "name")
    path.write_text(f"version: 1\nrules:\n  - name: z\n    {rule}\n{words}", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        Rules.load([path])
    assert f"{path}, line {line}" in caught.value.message
    assert told in caught.value.message
    assert caught.value.next_step


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("мл/кг/мин", "milliliter / kilogram / minute"),
        ("ml per kg per min", "milliliter / kilogram / minute"),
        ("ударов в минуту", "count / minute"),
        ("bpm and more", "count / minute"),
        ("г/(кг·сут)", "gram / (kilogram * day)"),
        ("kg/m²", "kilogram / meter ** 2"),
        ("попугаев", ""),
        ("% of men", "percent"),
    ],
)
def test_units_are_read_in_both_languages(text: str, unit: str) -> None:
    assert read_unit(text)[0] == unit
