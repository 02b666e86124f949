"""What was ticked in a list of records: listed, bound, put in envelopes, handed over."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from archive.catalogue import Entry
from archive.errors import BadRecordId
from archive.records import RecordId
from office.packs import MOST_PIECES, Packs, numbered
from office.printing import Printing
from thai.digits import to_thai
from thai.errors import Refused
from web.browse import COLUMNS, MOST_PRINTED, row_of
from web.browse_views import categories
from web.current import actor, office
from web.errors import sentence_of, status_of
from web.handover import handover_page
from web.kinds import kind_titles
from web.lists import listed
from web.overtaken import overtaken_words
from web.packs import Row, pack_page
from web.papers import envelopes_page
from web.routing import route

HEADING = "เอกสารที่เลือก"
NOBODY = "เอกสารที่เลือกไม่มีผู้รับ โปรดเลือกหนังสือที่มีผู้รับ"
MANY = "รวมเล่มได้ครั้งละไม่เกิน {most} ฉบับ โปรดเลือกให้น้อยลง"


@route("/picked", needs="read", methods=("POST",))
def picked() -> ResponseReturnValue:
    """Do with the ticked records what the pressed button says; without one, list them."""
    rows, do = office().browsing.picked(_ids(), actor()), request.form.get("do", "")
    if do in ("csv", "xlsx"):
        kinds, plan = kind_titles(), categories()
        return listed(do, HEADING, COLUMNS, (row_of(entry, kinds, plan) for entry in rows))
    if do == "handover" and rows:
        return handover_page(rows)
    standing = [entry for entry in rows if entry.state != "void"]
    try:
        if do == "pack" and standing:
            return _pack(standing)
        if do == "envelopes" and standing:
            return _envelopes(standing)
    except Refused as refused:
        return _page(rows, sentence_of(refused)), status_of(refused)
    return _page(rows)


def _ids() -> list[RecordId]:
    """Return the records that were ticked, each once; what is no id is left out."""
    found = dict[RecordId, None]()
    for text in request.form.getlist("id")[:MOST_PRINTED]:
        try:
            found[RecordId.parse(text)] = None
        except BadRecordId:
            continue
    return list(found)


def _pack(rows: list[Entry]) -> str:
    if len(rows) > MOST_PIECES:
        return _page(rows, MANY.format(most=to_thai(str(MOST_PIECES))))
    pieces = numbered(Packs(office()).of_ids([str(entry.id) for entry in rows], actor()))
    return pack_page(rows[0].id, [Row(one, True, str(n)) for n, one in enumerate(pieces, 1)])


def _envelopes(rows: list[Entry]) -> str:
    printing = Printing(office())
    receivers = [printing.receivers(entry.id, actor()) for entry in rows if entry.receiver]
    told = "\n\n".join(filter(None, receivers))
    return envelopes_page(told) if told else _page(rows, NOBODY)


def _came_from() -> str:
    """Return the page of ours whose list was ticked, or "" where the browser does not tell."""
    told = request.referrer or ""
    return told if told.startswith(request.host_url) else ""


def _page(rows: tuple[Entry, ...] | list[Entry], says: str = "") -> str:
    kinds = kind_titles()
    return render_template(
        "picked.html",
        heading=HEADING,
        came_from=_came_from(),
        says=says,
        rows=[(entry, kinds.get(entry.type, entry.type)) for entry in rows],
        overtaken=overtaken_words(entry.id for entry in rows),
    )
