"""Sentences that ask what a meeting resolved: ที่ประชุมมีมติเรื่อง… asks for resolutions on …."""

import re
from dataclasses import replace

from indexer.asked import Clause, Note
from indexer.phrases import Phrase
from indexer.query import Query

_SENTENCE = re.compile(
    r"(?:ใน)?(?:ที่ประชุม)?(?:ได้)?(?:มี)?มติ(?:ของ)?(?:ที่ประชุม)?\s*(?:ใน)?(?:เรื่อง|เกี่ยวกับ|ว่าด้วย)\s*"
    r"(?P<topic>.*?)\s*(?:(?:ว่า|เป็น)?(?:อย่างไร|ยังไง|อะไร)(?:บ้าง)?)?\??"
)


def resolution_asked(query: Query) -> Query | None:
    """Return the resolutions that such a sentence asks for; None if it is none, or says no topic.

    The sentence is the first thing typed; what is typed behind it, and all limits, stay.
    """
    first = query.clauses[0] if query.clauses else Clause(())
    if first.place or len(first.phrases) != 1:
        return None
    if not (sentence := _SENTENCE.fullmatch(first.phrases[0].text)):
        return None
    topic = sentence["topic"]
    clauses = (*([Clause((Phrase.plain(topic),))] if topic else []), *query.clauses[1:])
    if not clauses:
        return None
    says = f"เฉพาะวาระที่มีมติ เรื่อง “{topic}”" if topic else "เฉพาะวาระที่มีมติ"
    told = Note("understood", first.phrases[0].text, says)
    return replace(query, clauses=clauses, only_resolutions=True, notes=(*query.notes, told))
