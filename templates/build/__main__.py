"""Make every shipped Word template again: ``python -m templates.build``."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from templates.build.announcement import announcement
from templates.build.certificate import certificate
from templates.build.envelope import envelope, labels
from templates.build.letter import letter
from templates.build.manual import indicator_manual, indicator_people
from templates.build.mark import mark
from templates.build.meeting import agenda, minutes
from templates.build.meeting_forms import attendance_sheet, reply_slip
from templates.build.meeting_memos import agenda_call, extract, minutes_proposal, resolutions
from templates.build.memo import memo
from templates.build.note import note
from templates.build.order import assignment_order, order
from templates.build.order_change import amending_order, cancelling_order
from templates.build.pack import pack, pack_stamps
from templates.build.planning import calendar, group_plan, personal_plan
from templates.build.printed import printed_table
from templates.build.public import communique, news
from templates.build.receiving import receiving_stamp
from templates.build.regulation import regulation
from templates.build.reporting import annual_report, director_report, round_report
from templates.build.spine import spine
from templates.build.stamped import stamped_letter
from templates.envelopes import sizes
from templates.prints import SHIPPED, printed_forms
from templates.spines import SPINE, spines

FORMS = Path(__file__).parent.parent / "forms"
TEMPLATES: dict[str, Callable[[], bytes]] = {
    "agenda-call/template.docx": agenda_call,
    "agenda/template.docx": agenda,
    "amending-order/template.docx": amending_order,
    "announcement/template.docx": announcement,
    "annual-report/template.docx": annual_report,
    "director-report/template.docx": director_report,
    "group-plan/template.docx": group_plan,
    "indicator-manual/template.docx": indicator_manual,
    "indicator-people/template.docx": indicator_people,
    "assignment-order/template.docx": assignment_order,
    "attendance-sheet/template.docx": attendance_sheet,
    "cancelling-order/template.docx": cancelling_order,
    "certificate/template.docx": certificate,
    "communique/template.docx": communique,
    "extract/template.docx": extract,
    "invitation/template.docx": lambda: memo("บันทึกเชิญประชุม", at="invitation.", headed=False),
    "invitation/template-external.docx": lambda: letter("หนังสือเชิญประชุม", at="invitation."),
    "letter/template.docx": lambda: letter("หนังสือภายนอก"),
    "memo/template.docx": lambda: memo("บันทึกข้อความ"),
    "minutes-proposal/template.docx": minutes_proposal,
    "minutes/template.docx": minutes,
    "news/template.docx": news,
    "note/template.docx": note,
    "order/template.docx": order,
    "personal-plan/template.docx": personal_plan,
    "round-calendar/template.docx": calendar,
    "round-report/template.docx": round_report,
    "regulation/template.docx": regulation,
    "reply-slip/template.docx": reply_slip,
    "resolutions/template.docx": resolutions,
    "stamped-letter/template.docx": stamped_letter,
}
PRINTS: dict[str, Callable[[], bytes]] = {
    **{f"{one.code}/template.docx": partial(printed_table, one) for one in printed_forms()},
    **{f"envelope-{one.code}/template.docx": partial(envelope, one) for one in sizes()},
    **{f"{SPINE}{one.code}/template.docx": partial(spine, one) for one in spines()},
    "labels/template.docx": labels,
    "mark/template.docx": mark,
    "pack/template.docx": pack,
    "pack-stamps/template.docx": pack_stamps,
    "receiving-stamp/template.docx": receiving_stamp,
}


def main() -> None:
    """Write each template into its folder."""
    places = [(FORMS / name, make) for name, make in TEMPLATES.items()]
    places += [(SHIPPED / name, make) for name, make in PRINTS.items()]
    for path, make in places:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())


if __name__ == "__main__":
    main()
