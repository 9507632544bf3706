"""What kind of statement a sentence is, by its words: a finding, a mechanism, a limitation and the like."""

from __future__ import annotations

import re
from typing import Final

from consilium.types.statement import ClaimKind

_KINDS: Final[tuple[tuple[ClaimKind, re.Pattern[str]], ...]] = (
    (
        "recommendation",
        re.compile(
            r"\b(?:should|ought to|recommend\w*|advis\w+|advice|it is (?:best|worth|wise)|is best (?:taken|done"
            r"|used)|need to|must"
            r"|(?:do not|don't|avoid)\b(?=\s\w+ing)|стоит(?= (?:не )?[а-я]+ть(?:ся)?\b)|следует|рекоменд\w+"
            r"|советуют|советуется|посоветова\w+"
            r"|нужно|надо|не надо|лучше всего|советуем|совет\w* (?:прост|так)\w*|(?:the )?advice is"
            r"|уместн\w+|предусмотреть|планируйте|принимайте|используйте|добавьте|добавляйте|применяйте"
            r"|(?<![a-z] )(?:plan|use|take|try|add|keep|schedule)(?= [\w-]+ (?:[\w-]+ )?(?:for|before|at|in|with|to)\b)"
            r"|(?:right|best) (?:moment|time)|best (?:used|taken|done|timed)|turn to|(?:can|could) be advised"
            r"|целесообразно|имеет смысл|оптимально)\b"
        ),
    ),
    (
        "limitation",
        re.compile(
            r"\b(?:small(?:er)? samples?|few (?:studies|trials|participants|subjects)|sample size\w*|(?:no"
            r"|without|lack\w*|missing)"
            r" (?:a )?(?:control|blinding|long-term|placebo)|(?:control|placebo|comparison) groups?"
            r"|групп\w+ плацебо|follow-up|risk of bias"
            r"|publication bias|heterogene\w+"
            r"|low (?:quality|certainty)|blinding|blinded|unblinded|confound\w*|cannot be generali[sz]ed"
            r"|generali[sz]\w+|limited (?:to|by|evidence|data)"
            r"|limitations?|evidence is (?:weak|thin|scarce|limited|mixed)|only (?:in )?(?:small|short|few|one|two)"
            r"|small numbers?|underpowered|малы[хе] выборк\w+|небольш\w+ выборк\w+|выборк\w+|контрольн\w+ групп\w+"
            r"|наблюдени\w+ (?:был\w* )?(?:коротк|недолг|кратк)\w+|(?:коротк|недолг"
            r"|кратк)\w+ (?:срок\w* )?наблюден\w+|ослеплени\w+|смещени\w+|гетерогенн\w+"
            r"|(?:trials?|stud(?:y|ies)|follow-up|observation)\b(?=.*\b(?:lasted|ended|took|beyond|longest"
            r"|no longer|limit|at most"
            r"|at the latest)\b)|longest (?:trial|study|follow-up)|limit of (?:follow-up|observation)|nothing is known"
            r"|(?:data|evidence|findings?|samples?|conclusions?)\b(?=.*\b\d+ (?:participants|people|subjects"
            r"|volunteers)\b)"
            r"|\d+ (?:participants|people|subjects|volunteers)\b(?=.*\b(?:data|evidence|findings?|samples?)\b)"
            r"|(?:данн|вывод|доказательств|выборк|свидетельств)\w*(?=.*\b\d+ (?:участник|человек|испытуем"
            r"|доброволь)\w*)"
            r"|(?:исследовани|испытани|наблюдени|работ)\w+(?=.*\b(?:длил|заканчива|заверш|не превы|не вышл"
            r"|заняло|предел|не дольше"
            r"|не более|самое позднее)\w*)|сам\w+ долг\w+ (?:исследован|наблюден|испытан)\w+|предел наблюдени\w+"
            r"|ничего не известно|(?:only|just|no more than) \d+ (?:participants|people|subjects|volunteers)"
            r"|\d+ (?:participants|people|subjects|volunteers) (?:make up|stand behind|were tested|in all)"
            r"|(?:лишь|только|всего|не более) (?:на )?\d+ (?:участник|человек|испытуем|доброволь)\w*"
            r"|мало (?:исследован|данн|работ)\w+|данных (?:мало|недостаточно|не хватает)"
            r"|ограничени\w+ (?:исследован|работ|данн)\w+|нельзя (?:обобщ|перенос)\w+"
            r"|низко\w+ качеств\w+|недостаточно данных)\b"
        ),
    ),
    (
        "definition",
        re.compile(
            r"\b(?:is|are) (?:defined|called|termed|known) as\b|\bis called\b|\brefers? to\b|\bis defined\b"
            r"|\bmeans that\b"
            r"|\b(?:называ\w+|определя\w+ как|под \w+ понима\w+|понимают|считают|считается)\b|^[\w-]+ (?:is"
            r"|are) (?:a|an) (?:\w+[ -]){0,3}(?:decrement|state|condition"
            r"|measure|process|test|method|unit)\b"
        ),
    ),
    (
        "mechanism",
        re.compile(
            r"\b(?:by (?:\w+ly )?\w+ing|mechanism\w*|mediat\w+|through|via|because|due to|owing to|works? by"
            r"|acts? (?:by|on|through|via)|explain\w*"
            r"|via|stems from|механизм\w*|через|за счет|благодаря|потому что|поскольку|так как|опосредов\w+"
            r"|объясня\w+|обусловлен\w*"
            r"|путем|посредством|действует на)\b"
        ),
    ),
)  # fmt: skip


def kind_of(text: str, *, compared: bool) -> ClaimKind:
    """The kind of a plain sentence, by its words.

    Args:
        text: plain.
        compared: whether it sets its subject against another one.
    """
    for kind, pattern in _KINDS:
        if pattern.search(text) and not (
            kind == "mechanism" and re.search(r"(?:через|through) (?:\d|сутки|час|недел|one|two)", text)
        ):
            return kind
    return "comparison" if compared else "finding"
