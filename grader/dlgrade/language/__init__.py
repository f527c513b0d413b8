"""The language that a reader has chosen: a view of what is English everywhere else.

Documents, gradebooks and exports stay in English, so that the same submission gives the same document to everybody.
Where text is shown, `said` says a sentence again that the engine has made, `say` says one that is shown right here,
and `words` says what a course's author wrote. In English all three return what they are given, and nothing is loaded.
"""

from dlgrade.language.choice import ENGLISH
from dlgrade.language.columns import breaks, columns, line
from dlgrade.language.reader import learn, said, say, speaking, spoken, words

__all__ = ["ENGLISH", "breaks", "columns", "learn", "line", "said", "say", "speaking", "spoken", "words"]
