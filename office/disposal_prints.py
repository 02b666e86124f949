"""A yearly list on paper: บัญชีหนังสือขอทำลาย as decided, and the certificate of what was destroyed."""

from datetime import date, datetime

from archive.destruction import FILES
from office import backup_runs
from office.backup_runs import Run
from office.disposal import WAYS
from office.disposal_end import DESTROYED
from office.disposal_store import DECISIONS, Disposal, Line
from office.office import Office
from office.print_set import Printed
from office.printed_lists import short
from office.printing import Printing
from thai.dates import BANGKOK, format_date
from thai.digits import to_thai

SHOWN = 16  # letters of a SHA-512, enough to tell files apart


def proposal(office: Office, one: Disposal, ending: str) -> Printed:
    """Return the list on form 25, with what the committee said."""
    rows = [
        {
            **_row(line),
            "decision": to_thai(_decided(line)),
            "note": line.note,
        }
        for line in one.lines
    ]
    return Printing(office).rows("destruction", rows, (_of_year(one),), ending)


def certificate(office: Office, one: Disposal, ending: str) -> Printed:
    """Return who destroyed what, when and how, with the hash of each document."""
    gone = [line for line in one.lines if line.ended == DESTROYED]
    rows = [{**_row(line), "hash": _hash(office, line)} for line in gone]
    return Printing(office).rows("destroyed", rows, tuple(_under(office, one)), ending)


def _of_year(one: Disposal) -> str:
    return f"ประจำปี พ.ศ. {to_thai(str(one.year))}"


def _decided(line: Line) -> str:
    return DECISIONS.get(line.decision, "") + (f"ถึง พ.ศ. {line.until}" if line.until else "")


def _row(line: Line) -> dict[str, str]:
    return {
        "place": to_thai(str(line.place)),
        "file": line.category,
        "book_no": to_thai(line.number),
        "dated": short(line.dated),
        "title": line.title,
        "record": str(line.record),
    }


def _hash(office: Office, line: Line) -> str:
    """Return the beginning of the SHA-512 of the document itself."""
    told = office.archive.record(line.record).description.other.get(FILES, ())
    documents = [row["sha512"] for row in told if not str(row["name"]).endswith(".json")]
    return documents[-1][:SHOWN] if documents else ""


def _under(office: Office, one: Disposal) -> list[str]:
    committee, told = one.told.get("committee", {}), one.told.get("destruction", {})
    lines = [_of_year(one)]
    if committee:
        names = ", ".join([committee["chair"], *committee["members"]])
        lines.append(f"คณะกรรมการทำลายหนังสือ  {names}  {committee['order']}".rstrip())
    if told:
        day = format_date(date.fromisoformat(told["on"]), "letter")
        lines.append(f"{WAYS[told['way']]} เมื่อวันที่ {day}  ควบคุมโดย {', '.join(told['witnesses'])}")
    return [*lines, *backup_lines(office, one)]


def backup_lines(office: Office, one: Disposal) -> tuple[str, ...]:
    """Say of each backup whether it still holds the files of a list, and until when."""
    gone_at = _destroyed_at(office, one)
    with office.db.reading() as conn:
        nightly, made = backup_runs.folder(conn), backup_runs.good_ones(conn)
    if not made:
        return ("ไม่มีสำเนาสำรองในระบบที่ถือไฟล์เหล่านี้",)
    return tuple(_backup(run, gone_at, nightly) for run in made)


def _backup(run: Run, gone_at: datetime | None, nightly: str) -> str:
    began = run.began or run.asked
    told = f"สำเนาสำรองที่ {run.folder} ครั้งล่าสุด {short(began.astimezone(BANGKOK).date())}"
    if gone_at is not None and began > gone_at:
        return f"{told} ไม่มีไฟล์เหล่านี้แล้ว"
    until = "การสำรองคืนถัดไป" if run.folder == nightly else "สำรองลงที่นั้นอีกครั้ง หรือทำลายดิสก์นั้น"
    return f"{told} ถือไฟล์เหล่านี้อยู่จนถึง{until}"


def _destroyed_at(office: Office, one: Disposal) -> datetime | None:
    """Return when the last record of a list was destroyed, None before any was."""
    gone = (office.archive.record(line.record) for line in one.lines if line.ended == DESTROYED)
    facts = (fact for record in gone for fact in record.description.facts)
    return max((fact.at for fact in facts if fact.what == DESTROYED and fact.at), default=None)
