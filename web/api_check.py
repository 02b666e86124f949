"""For programs: what is wrong in a .docx, and a copy of it corrected where nobody need decide."""

from pathlib import PurePath
from typing import Any

from werkzeug.datastructures import FileStorage

from office.checking import Given
from templates.proof.findings import Severity
from templates.proof.kinds import TITLES
from web.api import FILE, operation
from web.api_shapes import BOOL, COUNT, list_of, object_of, whole
from web.current import actor, office
from web.downloads import attachment

SAID = {"type": "string"}
KIND = {"type": "string", "enum": list(TITLES)}
GRADE = {"type": "string", "enum": [one.name.lower() for one in Severity]}
PLACE = object_of((), paragraph=COUNT, words=SAID, page=COUNT, part=SAID)
FINDING = whole(
    rule=SAID,
    title=SAID,
    severity=GRADE,
    source=SAID,
    found=SAID,
    wanted=SAID,
    fixable=BOOL,
    count=COUNT,
    places=list_of(PLACE),
)
FINDINGS = whole(
    kind=KIND,
    guessed=KIND,
    counts=whole(wrong=COUNT, should=COUNT, note=COUNT),
    findings=list_of(FINDING),
)


@operation("POST", "/check", needs="read", parts=object_of(kind=KIND), answer=FINDINGS)
def api_check(parts: dict[str, Any], file: FileStorage) -> Any:
    """Check a .docx against the regulation, the registers and the office's people."""
    return office().checking.check(file.read(), actor(), parts.get("kind")).document


@operation("POST", "/check/copy", needs="read", parts=object_of(kind=KIND), answer=FILE)
def api_check_copy(parts: dict[str, Any], file: FileStorage) -> Any:
    """Give a .docx back corrected where nobody need decide; the file itself is not kept."""
    given = Given(PurePath(file.filename or "").name, file.read())
    copy = office().checking.mend(given.docx, actor(), parts.get("kind"))
    return attachment(given.corrected_name, copy.docx)
