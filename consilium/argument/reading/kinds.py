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
            r"|целесообразно|имеет смысл|оптимально|recommended moment|would do well to|(?:is|are) (?:sensible"
            r"|prudent|wise)"
            r"|(?:sensible|prudent|sound|wise|reasonable) (?:plan|choice|to)|(?:we|i|experts?) (?:suggest"
            r"|propose)(?= [\w ]{2,40} (?:use|do|take|try))"
            r"|(?:предлага|советова)\w+(?= .*\b(?:использова|применя|принима|дела|пи|ес)ть\b)|разумн\w+ (?:план"
            r"|решени|использ"
            r"|примен|прин)\w+|посоветова\w+|, (?:use|schedule|plan|take|try|do) (?!of\b)(?=.*\bbefore\b)|^(?:use|do"
            r"|take|try|plan|schedule|add|start|drink|eat|choose|consume|keep|limit)"
            r" (?!of\b)(?=.*\b(?:before|after|for|in|with|at|to|during|every|per|daily|until)\b)"
            r"|\b[а-я]{3,}(?:[уаяе]йте|[её]йтесь|[аяуе]йтесь)\b|^[а-я]{3,}(?:ьте|ите)(?:сь)?)\b"
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
            r"|низко\w+ качеств\w+|недостаточно данных"
            r"|(?:no|little|few|scant|sparse) (?:[\w-]+ ){0,2}(?:data|evidence|trials?|stud(?:y|ies)) (?:on|about|in"
            r"|beyond|past"
            r"|exists?|available|covers?)|no (?:[\w-]+ )?(?:trials?|stud(?:y|ies)|data|evidence)\b(?=.*\b(?:run|ran"
            r"|went|gone|exceed"
            r"\w*|longer|beyond|past|more than)\b.* \w+)|(?:data|evidence|trials|studies) (?:\w+ ){0,8}(?:are|is"
            r"|were) (?:lacking"
            r"|missing|absent|scarce|sparse|scant|short|limited|confined|restricted|underpowered)|underpowered"
            r"|^(?!.*(?:%|percent|процент)).*\b\d+ (?:participants|subjects|volunteers|people|участник\w*"
            r"|испытуем\w*|доброволь\w*)\b(?=.*\b(?:only|just|all|total|stud\w+|trials?|лишь|только|всего|всех"
            r"|исслед\w+)\b)|^(?!.*(?:%"
            r"|percent|процент)).*\b(?:only|just|total|altogether|stud\w+|trials?|лишь|только|всего|сложности"
            r"|исследовани\w+"
            r"|выборк\w+)\b.* \d+ (?:participants|subjects|volunteers|people|участник\w*|испытуем\w*|доброволь\w*)"
            r"|(?:has|have|had) (?:not|never) (?:yet )?been (?:studied|tested|examined|followed|investigated"
            r"|looked at|observed)"
            r"|(?:nobody|no one) has (?:studied|tested|followed|observed|looked)|not (?:yet )?(?:studied|tested"
            r"|known) (?:beyond"
            r"|past|after)|(?:trials|studies|follow-up|evidence|data|duration)\b(?=.*\b(?:shorter than"
            r"|does not exceed|covers?"
            r"|limited|confined)\b)|limitation|^ограничени[ея]:|(?:не|никогда не|никто не) (?:изуч|исслед|провер"
            r"|наблюда)\w+"
            r"|(?:данн|работ|доказательств|свидетельств|исследовани)\w* (?:об?|по|для|на)\b(?! том)(?=.*\b(?:нет|мало"
            r"|отсутству\w+|не хвата\w+|недостаточно|охватыва\w+)\b)|(?:нет|мало|отсутствуют) (?:[а-я-]+ )?(?:данн"
            r"|исследовани|работ"
            r"|испытани)\w* (?:об?|по|на|с|у|дольше|свыше|более)\b(?! том)|(?:исследовани|испытани|работ|наблюдени"
            r"|данн)\w+(?=.*\b(?:"
            r"огранич\w+|не продолж\w+|короче|коротк\w+|не длиннее|недолг\w+|самое большее|не превыша\w+|максимум)\b)"
            r"|не хвата\w+ мощност\w+|доказательн\w+ баз\w+|(?:unknown|not known|неизвестно"
            r"|неясно)\b(?=.*\b(?:beyond|past|after|longer|дольше|после|более|свыше)\b)"
            r"|(?:beyond|past|longer|дольше|свыше)\b.*\b(?:unknown|not known|неизвестно|неясно)"
            r"|изуч\w+(?=.*\b(?:только|лишь|всего) (?:\d+|[а-я]+) (?:недел|месяц|дн|час))|(?:studied|tested|followed"
            r"|observed)\b(?=.*\b(?:only|just)\b)(?=.*\b(?:weeks|months|days|years)\b)|предел\w* (?:наблюдени"
            r"|исследовани)\w+)\b"
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
            r"|путем|посредством|(?<!не )действует на|underl(?:ies|ie|ay)|accounts? for|responsible for|pathways?"
            r"|by (?:means|way) of"
            r"|thanks to|в основе|отвечает за|реализу\w+|причин\w+|путь от|^the reason|is why)\b"
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
