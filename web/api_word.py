"""For programs: a draft's Word file, fetched to go on with, and put back."""

from typing import Any

from werkzeug.datastructures import FileStorage

from web.api import FILE, operation
from web.api_documents import ID
from web.api_shapes import BOOL, REVISION, list_of, object_of, whole
from web.current import actor, office
from web.downloads import attachment

SAID = {"type": "string"}
SEEN = {"type": "string", "pattern": "^[1-9][0-9]{0,8}$"}
KIND = {"type": "string", "enum": ["added", "removed", "changed"]}
WORD = whole(
    revision=REVISION,
    counts=BOOL,
    differences=list_of(whole(kind=KIND, before=SAID, after=SAID)),
)


@operation("GET", f"/drafts/{ID}/word", needs="draft", answer=FILE)
def api_draft_word(draft: int) -> Any:
    """Give the draft as a Word file to go on with; number and date are filled in at issue."""
    printed = office().word.download(draft, actor())
    return attachment(printed.name, printed.data)


@operation(
    "POST",
    f"/drafts/{ID}/word",
    needs="draft",
    parts=object_of(("revision",), revision=SEEN),
    answer=WORD,
)
def api_draft_word_put(draft: int, parts: dict[str, Any], file: FileStorage) -> Any:
    """Make a Word file the draft's document; tells what it says otherwise than before."""
    seen, name = int(parts["revision"]), file.filename or ""
    office().word.put(draft, seen, name, file.read(), actor())
    return _told(draft)


@operation(
    "POST",
    f"/drafts/{ID}/word/back",
    needs="draft",
    body=object_of(("revision",), revision=REVISION),
    answer=WORD,
)
def api_draft_word_back(draft: int, body: dict[str, Any]) -> Any:
    """Issue what the form makes again; the Word files stay."""
    office().word.back_to_form(draft, body["revision"], actor())
    return _told(draft)


def _told(draft: int) -> dict[str, Any]:
    state = office().word.state(draft, actor())
    return {
        "revision": office().drafting.open(draft, actor()).draft.revision,
        "counts": state.counts,
        "differences": [
            {"kind": one.kind, "before": one.before, "after": one.after}
            for one in state.differences
        ],
    }
