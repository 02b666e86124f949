"""What the pages refuse themselves, which refusal is which HTTP status, and how it is told."""

import errno
import logging
import secrets
import traceback

from flask import g, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, SecurityError

from archive import errors as archive_errors
from indexer.scan_errors import ReadersBusy
from office import (
    check_errors,
    disposal_errors,
    draft_errors,
    people_errors,
    receiver_errors,
    rule_errors,
    snippet_errors,
    word_copy_errors,
)
from office import errors as office_errors
from office.director import errors as director_errors
from office.evaluation import errors as evaluation_errors
from office.meeting import day_errors, recording_errors, review_errors
from office.meeting import errors as meeting_errors
from office.own_template_errors import (
    NoSuchProposal,
    NoSuchTemplate,
    NoSuchVersion,
    NothingShipped,
)
from office.procedures import errors as procedure_errors
from templates import errors as templates_errors
from templates.errors import Problem
from thai.errors import Refused
from web.held import not_now


class PortTaken(Refused):
    """Another program listens at the address, or it may not be listened at."""

    sentence = (
        "เปิดที่ {host} ช่อง {port} ไม่ได้ อาจมีโปรแกรมอื่นหรือ Saraban อีกตัวใช้อยู่ "
        "โปรดปิดตัวนั้น หรือเลือกช่องอื่นด้วย --port"
    )


class AskedWrongly(Refused):
    """A program's request has not the described shape; ``problems`` say where."""

    sentence = "คำขอไม่ตรงกับคำอธิบายของ API โปรดแก้ตามที่ระบุ"

    def __init__(self, *, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(problems=problems)


log = logging.getLogger("saraban")

STATUS: dict[type[Refused], int] = {
    people_errors.NotPermitted: 403,
    people_errors.UnknownAccount: 404,
    check_errors.CheckForgotten: 404,
    disposal_errors.DisposalChanged: 409,
    disposal_errors.UnknownDisposal: 404,
    draft_errors.UnknownDraft: 404,
    draft_errors.UnknownVersion: 404,
    receiver_errors.UnknownReceiver: 404,
    rule_errors.RuleTriedOtherwise: 409,
    rule_errors.UnknownRule: 404,
    snippet_errors.UnknownSnippet: 404,
    snippet_errors.SnippetNotYours: 403,
    snippet_errors.SnippetChanged: 409,
    receiver_errors.ReceiverChanged: 409,
    receiver_errors.ReceiverKnown: 409,
    office_errors.UnknownRegister: 404,
    office_errors.NumberNotThere: 404,
    office_errors.UnknownArrival: 404,
    office_errors.SearchUnknown: 404,
    evaluation_errors.NotAnEvaluation: 404,
    procedure_errors.ProcedureChanged: 409,
    evaluation_errors.UnknownIndicator: 404,
    evaluation_errors.ValueChanged: 409,
    director_errors.NotOfDirector: 404,
    director_errors.UnknownEntry: 404,
    people_errors.TokenUnknown: 401,
    archive_errors.BadRecordId: 404,
    archive_errors.UnknownRecord: 404,
    archive_errors.UnknownFile: 404,
    templates_errors.UnknownForm: 404,
    templates_errors.UnknownPrint: 404,
    people_errors.LinkExpired: 410,
    draft_errors.DraftChanged: 409,
    draft_errors.DraftIssued: 409,
    draft_errors.DraftOfAnother: 403,
    draft_errors.DraftSigned: 409,
    draft_errors.NothingToDecide: 409,
    draft_errors.StepOpen: 409,
    office_errors.NothingToRetry: 409,
    word_copy_errors.NoWordCopy: 404,
    NoSuchProposal: 404,
    NoSuchTemplate: 404,
    NoSuchVersion: 404,
    NothingShipped: 404,
    meeting_errors.UnknownBody: 404,
    meeting_errors.UnknownMember: 404,
    meeting_errors.UnknownItem: 404,
    meeting_errors.UnknownFile: 404,
    meeting_errors.NotOfMeeting: 404,
    meeting_errors.NoMeeting: 404,
    meeting_errors.MeetingChanged: 409,
    meeting_errors.ItemsThere: 409,
    meeting_errors.LinkDead: 410,
    meeting_errors.LinkBusy: 429,
    procedure_errors.UnknownCase: 404,
    procedure_errors.UnknownResolution: 404,
    procedure_errors.UnknownCalendar: 404,
    procedure_errors.UnknownProcedure: 404,
    day_errors.NotAMeeting: 404,
    review_errors.ReviewNotYours: 403,
    review_errors.ProposalUnknown: 404,
    review_errors.NothingToReview: 409,
    review_errors.PassageChanged: 409,
    review_errors.AlreadyDecided: 409,
    day_errors.CorrectionUnknown: 404,
    recording_errors.UnknownRecording: 404,
    day_errors.NotOnTheAgenda: 404,
    day_errors.NotInvited: 404,
    day_errors.DayChanged: 409,
    day_errors.MinutesIssued: 409,
    procedure_errors.CaseChanged: 409,
    procedure_errors.CaseClosed: 409,
    office_errors.AlreadyVoid: 409,
    office_errors.RecordVoid: 409,
    archive_errors.VersionConflict: 409,
    people_errors.TooManyAttempts: 429,
    ReadersBusy: 503,
    archive_errors.DatabaseBusy: 503,
    archive_errors.DatabaseReadOnly: 503,
    archive_errors.DatabaseDamaged: 503,
    archive_errors.ArchiveNotMounted: 503,
    archive_errors.OtherOfficesArchive: 503,
    archive_errors.ArchiveBusy: 503,
    archive_errors.ArchiveUnwritable: 503,
    archive_errors.WriteNotVerified: 503,
    archive_errors.DiskFull: 507,
}
ON_PAGES: dict[type[Refused], str] = {
    archive_errors.ArchiveNotMounted: "ไม่พบดิสก์เก็บเอกสารของสำนักงาน โปรดแจ้งผู้ดูแลระบบให้ต่อดิสก์ "
    "แล้วทำอีกครั้ง ยังไม่มีการบันทึก และไม่มีข้อมูลสูญหาย",
    office_errors.UnknownRegister: "ไม่มีทะเบียนชื่อ “{code}” โปรดเลือกจากหน้า “ทะเบียน”",
    office_errors.NoLetterCode: "ยังไม่ได้กำหนดรหัสหนังสือของสำนักงาน (เช่น ศธ ๐๔๙๙๙) "
    "โปรดให้ผู้ดูแลระบบใส่ที่หน้า “ตั้งค่าสำนักงาน” ก่อนออกเลข",
    office_errors.IssueUnfinished: "ออกเลข {number} แล้ว แต่ยังเก็บเอกสารไม่เสร็จ: {why} "
    "เลขนี้ไม่หาย โปรแกรมจะทำต่อให้เองเมื่อเปิดครั้งถัดไป หรือยกเลิกเลขได้ที่หน้า “ทะเบียน”",
}
"""Refusals whose own sentence speaks to who runs the machine; here it speaks to who uses a page."""

REFUSED = 422
WEATHER = (500, 503, 507)
"""What passes without the user changing anything: what was sent is offered again."""
PLAIN = "text/plain; charset=utf-8"

TITLES = {
    400: "คำขอไม่ครบ",
    401: "ต้องเข้าระบบก่อน",
    403: "ไม่มีสิทธิ์",
    404: "ไม่พบหน้านี้",
    405: "ทำเช่นนี้ไม่ได้",
    409: "มีผู้แก้ไขก่อน",
    410: "ลิงก์หมดอายุ",
    413: "ไฟล์ใหญ่เกินไป",
    422: "ทำไม่ได้",
    429: "ลองบ่อยเกินไป",
    500: "เกิดข้อผิดพลาด",
    503: "ยังใช้งานไม่ได้ชั่วคราว",
    507: "พื้นที่เก็บเต็ม",
}
SENTENCES = {
    400: "โปรดย้อนกลับไปหน้าเดิม เปิดหน้าใหม่ แล้วลองอีกครั้ง",
    404: "ที่อยู่นี้อาจพิมพ์ผิด หรือสิ่งที่หาไม่มีแล้ว ลองค้นหาจากหน้าแรก",
    405: "โปรดย้อนกลับไปหน้าเดิมแล้วกดปุ่มในหน้านั้น",
    413: "โปรดแบ่งไฟล์ให้เล็กลง หรือส่งทีละไฟล์",
}


def status_of(refused: Refused) -> int:
    """Return the HTTP status of a refusal."""
    kinds = (STATUS[kind] for kind in type(refused).__mro__ if kind in STATUS)
    return next(kinds, REFUSED)


def passes(refused: Refused) -> bool:
    """Whether a refusal comes from outside and goes by itself: a lock, a full disk, one away."""
    return status_of(refused) in WEATHER


def sentence_of(refused: Refused) -> str:
    """Return a refusal in the words of the pages."""
    return ON_PAGES.get(type(refused), "").format(**refused.facts) or str(refused)


def told(refused: Refused) -> ResponseReturnValue:
    """Answer with the refusal's own sentence; to a program, with every field at fault as well."""
    problems = getattr(refused, "problems", ())
    if problems and wants_json():
        listed = [dict(vars(problem)) for problem in problems]
        return jsonify(error=sentence_of(refused), problems=listed), status_of(refused)
    return page(status_of(refused), sentence_of(refused))


def failed(error: HTTPException) -> ResponseReturnValue:
    """Answer what Flask itself refuses: unknown addresses, wrong methods, too large bodies."""
    if isinstance(error, SecurityError):  # a name that is not ours: no page has an address then
        return "ไม่ได้เปิดให้ใช้ด้วยชื่อนี้ โปรดเปิดด้วยที่อยู่ที่โปรแกรมแสดงไว้", 400, {"Content-Type": PLAIN}
    code = error.code or 500
    if code < 400:
        return error.get_response()
    answer = make_response(page(code, SENTENCES.get(code, SENTENCES[400])))
    if isinstance(error, MethodNotAllowed):
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return answer


def unexpected(error: Exception) -> ResponseReturnValue:
    """Answer a fault of ours; the log names place and kind, never what a document says."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return told(archive_errors.DiskFull())
    if isinstance(error, OverflowError):  # a form told a number longer than any that there is
        return failed(NotFound())
    mark = secrets.token_hex(4)
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("[%s] %s %s: %s\n%s", mark, request.method, request.endpoint, type(error), places)
    return page(500, f"โปรดแจ้งผู้ดูแลระบบ อ้างอิง {mark} สิ่งที่บันทึกไว้แล้วไม่หาย")


def page(status: int, sentence: str) -> ResponseReturnValue:
    """Return a sentence as a page, or as JSON to a program."""
    if wants_json():
        return jsonify(error=sentence), status
    g.stormy = status in WEATHER
    if g.stormy and (kept := not_now(sentence)):
        return kept, status
    title = TITLES.get(status, TITLES[400])
    return render_template("message.html", title=title, says=sentence), status


def wants_json() -> bool:
    """Whether a program asks: the API, or a page's own script."""
    best = request.accept_mimetypes.best_match(("text/html", "application/json"), "text/html")
    return request.path.startswith("/api/") or best == "application/json"
