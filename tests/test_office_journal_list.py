"""What the journal calls each act: people read words, never the codes."""

import re
from pathlib import Path

from office.journal_list import ACTS

WRITTEN = re.compile(r'(?:journal\.add|_journal|_?tell)\(\s*conn,\s*[\w.]+,\s*"([a-z-]+)"')


def test_every_act_that_is_written_down_has_a_thai_name() -> None:
    written = {
        act
        for source in Path("office").rglob("*.py")
        for act in WRITTEN.findall(source.read_text(encoding="utf-8"))
    }
    assert len(written) > 20
    assert written - set(ACTS) == set()
