"""The verbs and turns by which a sentence says that something changed, did not, or goes with something."""

from __future__ import annotations

import re
from typing import Final

_UP_EN: Final = (
    r"increas\w+|enhanc\w+|rais\w+|augment\w+|boost\w*|elevat\w+|promot\w+|accelerat\w+|prolong\w+|higher|greater"
)
_DOWN_EN: Final = (
    r"reduc\w+|decreas\w+|lower(?:s|ed)?|attenuat\w+|blunt\w*|suppress\w*|diminish\w*|inhibit\w*|shorten\w*|prevent\w*"
    r"|declin\w+|smaller"
)
_GOOD_EN: Final = r"improv\w+|benefi\w+|better"
_BAD_EN: Final = r"impair\w*|worsen\w*|harm\w*|worse|poorer"
_UP_RU: Final = (
    r"повы[шс]а?\w+|увелич\w+|усили\w+|ускор\w+|стимулир\w+|продлева\w+|продлил\w*|вырос\w*|возрос\w*|возраста\w+|раст[её]т"
    r"|прирост\w*|выше"
)
_DOWN_RU: Final = (
    r"сни[жз]\w+|уменьш\w+|ослаб\w+|подавля\w+|подавил\w*|сокра[тщ]\w+|замедл\w+|предотвра\w+|угнета\w+|притупля\w+"
    r"|упал\w*|пада\w+|ниже"
)
_GOOD_RU: Final = r"улучш\w+|лучше"
_BAD_RU: Final = r"ухудш\w+|хуже|вред\w+"
_NULL_EN: Final = (
    r"(?:no|without|lack of)\s+(?:\w+\s+){0,2}?(?:effect|influence|impact|benefit)s?\s+(?:of|on|for)"
    r"|(?:no|without)\s+(?:\w+\s+){0,2}?(?:difference|change|improvement|increase|reduction|decrease)s?"
    r"(?:\s+(?:was|were)\s+\w+)?\s+in"
    r"|unaffected|unchanged|not\s+affected"
)
_NULL_RU: Final = (
    r"не\s+(?:\w+\s+)?(?:влия\w+|сказа\w+|сказыва\w+|отлич\w+|различ\w+|измен\w+|завис\w+|связ\w+)"
    r"|различи[йя]\s+(?:\w+\s+)?(?:по|в)"
)
_RELATED: Final = r"(?:associated|correlated|linked)\s+with|связан\w*\s+с|коррелир\w+\s+с"

CUE: Final = re.compile(
    rf"(?:(?P<null>{_NULL_EN}|{_NULL_RU})"
    rf"|(?P<turned>(?:affect|influence|alter|change|differ)(?:s|ed)?\b|влия\w+|измен[ия]\w+|отлича\w+|различа\w+)"
    rf"|(?P<up>{_UP_EN}|{_UP_RU})|(?P<down>{_DOWN_EN}|{_DOWN_RU})|(?P<good>{_GOOD_EN}|{_GOOD_RU})|(?P<bad>{_BAD_EN}|{_BAD_RU})"
    rf"|(?P<related>(?:(?P<inverse>inversely|negatively|обратно|отрицательно)\s+)?(?:{_RELATED})))\b",
    re.IGNORECASE,
)
"""Matched only where a word begins that ``may_begin`` a cue."""

DENIED: Final = re.compile(
    r"(?:\b(?:not|cannot|no|never|failed\s+to|fails\s+to|unlikely\s+to|neither|не|ни|без)|n't)\s+(?:(?:be|been|appears?\s+to|seems?\s+to|further|also|any|as|was|were"
    r"|significantly|significant|markedly|substantially|statistically|consistently|достоверно|значимо|статистически"
    r"|существенно|заметно|значительно)\s+)*\Z",
    re.IGNORECASE,
)
"""What stands right before a cue that is denied."""

_BEGINNINGS: Final = frozenset(
    """incr enha rais augm boos elev prom acce prol high grea redu decr lowe atte blun supp dimi inhi shor prev decl
    smal impr bene bett impa wors harm poor no with lack unaf unch not affe infl alte chan diff inve nega asso corr link
    повы увел усил уско стим прод выро возр раст прир выше сниз сниж умен осла пода сокр заме пред угне прит упал пада
    ниже улуч лучш ухуд хуже вред не разл влия изме отли обра отри связ корр""".split()
)


def may_begin(word: str) -> bool:
    """A cheap look whether a cue may begin with a word, given in small letters."""
    return word[:4] in _BEGINNINGS or word[:2] == "не"


BEHIND: Final = re.compile(
    r"\s*(?:significantly\s+|достоверно\s+|значимо\s+)?(?:in|with|after|by|following|during|under|between|among|from|at|on|"
    r"при|после|под\s+влиянием|под\s+действием|на\s+фоне|у|в|с|со|от|на|между|по\s+сравнению)\b",
    re.IGNORECASE,
)
"""What follows a cue whose outcome stands before it: "VO2max increased after …"."""

CAUSE: Final = re.compile(
    r"\b(?:after|following|with|by(?!\s+(?:about\s+|approximately\s+)?[\d~])|due\s+to|under|during|in\s+response\s+to|после|под\s+влиянием|под\s+действием|на\s+фоне"
    r"|при|благодаря|вследствие|от|с)\s+(?P<cause>[^,;:().]+)",
    re.IGNORECASE,
)

LEADING: Final = re.compile(
    r"\A\W*(?:after|following|with|under|during|in\s+response\s+to|после|под\s+влиянием|под\s+действием|на\s+фоне|при"
    r"|благодаря)\s+(?P<cause>[^,;:().]+)(?:,(?P<outcome>[^;:().]+))?\Z",
    re.IGNORECASE,
)
"""A cause that stands before the outcome: "After altitude training, haemoglobin mass rose"."""

BETWEEN: Final = re.compile(
    r"\A(?P<outcome>[^,;:().]+?)\s+(?:between|among|между)\s+(?P<one>[^,;:().]+?)\s+(?:and|и)\s+(?P<other>[^,;:().]+)",
    re.IGNORECASE,
)
"""Two interventions that a difference is denied between."""

COMPARED: Final = re.compile(
    r"\b(?:compared\s+(?:with|to)|than(?:\s+(?:in|with|after))?|versus|vs\.?|relative\s+to|чем(?:\s+(?:в|при|после|у))?"
    r"|по\s+сравнению\s+со?|относительно)\s+(?P<with>[^,;:().]+)",
    re.IGNORECASE,
)
