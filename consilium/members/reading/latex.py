r"""Putting back backslashes that a model forgot to escape.

A model that writes `"\frac{1}{2}"` inside JSON means LaTeX. Strict JSON refuses `\sqrt` and `\(`,
which is loud; but `\f`, `\t`, `\b`, `\r` and `\n` are legal escapes, so `\frac` silently becomes a
form feed and `rac`. Working on the raw text, before any decoding, keeps a real line break apart
from the two characters `\n`: only the latter can have been meant as `\nu`.
"""

import re

# One escape sequence: \uXXXX, a backslash with the letters behind it, or with one other character.
_ESCAPE = re.compile(r"\\(?:(u[0-9a-fA-F]{4})|([A-Za-z]+)|(.)|\Z)", re.DOTALL)

# Commands whose first letter is a JSON escape and whose rest is no word of its own: a control
# character before such a rest is never meant.
_CERTAIN = frozenset(
    """
    backslash bar barwedge because begin beta beth between bf bfseries big bigcap bigcirc bigcup bigg
    biggl biggr bigl bigodot bigoplus bigotimes bigr bigsqcup bigstar bigtriangledown bigtriangleup
    biguplus bigvee bigwedge binom blacksquare bm bmatrix bmod boldsymbol bot bowtie box boxdot boxed
    boxplus boxtimes breve bullet
    fallingdotseq fbox flat footnote footnotesize forall frac fracd frak frown
    nabla natural nearrow neg neq newline ngeq nleftarrow nleq nolimits nonumber notin
    not nrightarrow nsubseteq nsupseteq ntriangleleft nvdash nwarrow
    raggedright raise rangle rbrace rbrack rceil real ref restriction rfloor rgroup rho right rightarrow
    rightharpoondown rightharpoonup rightleftharpoons rightrightarrows rightsquigarrow rlap rm root
    rtimes rule rvert rVert
    tag tanh tau tbinom text textbf textcolor textit textmd textnormal textrm textsc textsf textstyle
    textsuperscript texttt textup textwidth tfrac therefore theta thetasym thickapprox thicksim
    thinspace tilde times tiny top triangle triangledown triangleleft trianglelefteq triangleq
    triangleright trianglerighteq twoheadleftarrow twoheadrightarrow
    """.split()
)
# The rest is a letter or an English word ("\ne", "\to"): a line break or a tab may be meant, so
# these need the writer's other habits as evidence.
_DOUBTFUL = frozenset("ne ni nu nless nmid nsim nexists nparallel nprec nsucc ncong to tan tt tabular".split())
_JSON_LETTERS = "bfnrt"
_COMMAND = _CERTAIN | _DOUBTFUL
_OPEN_MATH = re.compile(r"\\\\?[(\[]|\\\\?[)\]]|\$")
_LOOK_BACK = 160


def restore_backslashes(text: str) -> str:
    r"""Double every backslash that was meant as a character, so that JSON decoding keeps it.

    >>> restore_backslashes(r'"\frac{1}{2} \sqrt{3}\n"')
    '"\\\\frac{1}{2} \\\\sqrt{3}\\n"'
    """
    if "\\" not in text:
        return text
    habits = _Habits(text)
    return _ESCAPE.sub(lambda found: _mended(found, habits), text)


class _Habits:
    """How this writer escapes elsewhere in the same reply: evidence for the doubtful cases."""

    def __init__(self, text: str) -> None:
        """Look once over all escapes of `text`."""
        self.bare = False  # writes LaTeX commands with one backslash
        self.doubled = False  # writes them with two, as JSON wants
        self.breaks = False  # writes `\n` for line breaks
        for found in _ESCAPE.finditer(text):
            run = found[2]
            if run is None:
                self.doubled |= found[3] == "\\" and _names_command(text, found.end())
            elif run[0] in _JSON_LETTERS:
                self.bare |= run in _CERTAIN
                self.breaks |= run[0] == "n" and run not in _COMMAND
            elif len(run) > 1:
                self.bare = True


def _names_command(text: str, at: int) -> bool:
    """Whether a LaTeX command or bracket stands at `at`, behind a doubled backslash."""
    if text[at : at + 1] in ("(", "["):
        return True
    following = re.compile(r"[A-Za-z]{2,24}").match(text, at)
    return following is not None and not (text[at] == "n" and following[0] not in _COMMAND)


def _mended(found: re.Match[str], habits: _Habits) -> str:
    """One escape sequence as it should have been written."""
    code, run, other = found[1], found[2], found[3]
    if code is not None:
        return found[0]
    if run is not None:
        is_escape = run[0] in _JSON_LETTERS and not _is_command(run, found, habits)
        return found[0] if is_escape else "\\" + found[0]
    if other == "'":
        return "\\u0027"  # Python and JavaScript escape it, JSON does not know it
    if other == "\\":
        return found[0] + ("\\\\" if _is_row_end(found, habits) else "")
    return found[0] if other in ('"', "/") else "\\" + found[0]


def _is_command(run: str, found: re.Match[str], habits: _Habits) -> bool:
    """Whether a backslash with these letters is LaTeX rather than a JSON escape."""
    if run in _CERTAIN:
        return True
    if run not in _DOUBTFUL:
        return False
    escapes = habits.doubled and not habits.bare
    if run[0] == "t":
        return not escapes or _inside_math(found.string, found.start())
    if escapes:
        return False
    if found.string[found.end() : found.end() + 1] in (".", ")", ":"):
        return False  # "\ni.e.", "\ni) first": a new line, not a sign
    return not habits.breaks or _inside_math(found.string, found.start())


def _inside_math(text: str, at: int) -> bool:
    r"""Whether an opened `$`, `\(` or `\[` on this line still waits for its end at `at`."""
    line = re.split(r"\n|\\n(?![a-z])", text[max(0, at - _LOOK_BACK) : at])[-1]
    opened = False
    for sign in _OPEN_MATH.findall(line):
        opened = not opened if sign == "$" else sign[-1] in "(["
    return opened


def _is_row_end(found: re.Match[str], habits: _Habits) -> bool:
    r"""Whether a `\\` of a writer who never escapes is LaTeX's end of a row, two characters."""
    if not habits.bare or habits.doubled:
        return False
    return found.string[found.end() : found.end() + 1] in (" ", "\n", "&", "\\")
