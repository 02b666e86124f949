"""A record of which somebody may have only the redacted copy: nothing else of it is shown."""

from flask import render_template

from archive.records import RecordId
from office.redacting import COPY, given_out
from web.current import actor, office


def redacted_page(id: RecordId) -> str | None:
    """Return the page of the copy; None where this person may not have it either."""
    record = office().archive.record(id)
    if not given_out(record, actor()):
        return None
    file = next(one for one in record.files if one.name == COPY)
    path = office().file(id, COPY, actor())
    return render_template(
        "redacted.html", id=id, file=file, pages=office().pictures.pages(file, path)
    )
