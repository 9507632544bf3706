r"""Reading structured replies of real language models, also when they are not JSON.

`json.loads` reads most replies. The rest is what this room is for: raw line breaks, LaTeX
backslashes, unescaped quotes, prose around the object, endings cut off by a token limit, or no
object at all. The library `json_repair` alone, measured with `bench/replies.py` on 15,483 recorded
replies with a complete answer, loses 1.0 % of the answers (strict JSON alone: 27 %), reads 180 of 200
hand-labelled odd ones right, and cannot say that a reply was cut. So these parts are our own, each for
one thing it gets wrong:

* `latex`        a backslash command that JSON reads as a control character (`\frac`, `\times`);
                 json_repair rescues some and turns others (`\right`) into a carriage return;
* `objects`      which of several objects is meant; json_repair returns a list, or merges them;
* `fields`       where a value ends when quotes inside it are not escaped: we know the schema's
                 field names, a general repairer has to guess, and then loses the answer;
* `closing`      whether a value ended or was cut: json_repair closes a cut answer silently;
* `values`       calls json_repair on lists, objects and Python literals, bounded in size and
                 depth (it raises RecursionError), and refuses a repair that adds or drops text;
* `placeholder`  an echo of the prompt's example is not an answer;
* `prose`        replies without JSON.

Everything is pure, needs no I/O and takes time linear in the length of the reply.
"""

from consilium.members.reading.prose import answer_in_prose
from consilium.members.reading.reply import Reading, read_reply

__all__ = ["Reading", "answer_in_prose", "read_reply"]
