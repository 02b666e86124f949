"""The recording of a meeting: taken in, heard beside the notes, with its transcript."""

from typing import BinaryIO, cast

from flask import flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from office.meeting.recording import MOST_BYTES
from office.meeting.recording_errors import RecordingRefused, TranscriptRefused
from office.meeting.transcript import MOST_BYTES as MOST_TRANSCRIPT
from templates.errors import Problem
from thai.digits import to_thai
from web.current import actor, office
from web.day_page import Refusal, page
from web.downloads import SANDBOX
from web.errors import status_of
from web.routing import route


@route("/work/<int:case>/day/recording", needs="note", methods=("POST",))
def recording_take(case: int) -> ResponseReturnValue:
    """Take in a recording."""
    file = request.files.get("recording")
    try:
        if file is None or not file.filename:
            raise RecordingRefused(why="โปรดเลือกไฟล์ก่อน")
        if (request.content_length or 0) > MOST_BYTES + 2**20:
            raise RecordingRefused(why="ใหญ่เกิน ๑๙๐ ล้านไบต์ โปรดบันทึกเป็น MP3 หรือแบ่งไฟล์")
        office().recordings.take(case, file.filename, cast(BinaryIO, file.stream), actor())
    except RecordingRefused as refused:
        problem = Problem("recording", "ไฟล์เสียง", str(refused))
        return page(case, Refusal(problems=(problem,)), status_of(refused))
    flash("เก็บไฟล์เสียงแล้ว")
    return _back(case)


@route("/work/<int:case>/day/recording/<int:id>", needs="note")
def recording_heard(case: int, id: int) -> ResponseReturnValue:
    """Give back a recording as sound, in the pieces that a player asks for."""
    found, path = office().recordings_filed.lies(case, id, actor())
    answer = send_file(path, mimetype=found.kind, conditional=True, etag=found.sha512[:32])
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Accept-Ranges"] = "bytes"
    return answer


@route("/work/<int:case>/day/recording/<int:id>", needs="note", methods=("POST",))
def recording_changed(case: int, id: int) -> ResponseReturnValue:
    """Lay a transcript beside a recording, or take the recording off the page."""
    here, file = office().recordings, request.files.get("transcript")
    try:
        if request.form.get("do") == "remove":
            here.remove(case, id, request.form.get("why", ""), actor())
            flash("เอาไฟล์เสียงออกจากหน้านี้แล้ว")
        elif file is None or not file.filename:
            raise TranscriptRefused(why="โปรดเลือกไฟล์ก่อน")
        else:
            data = file.stream.read(MOST_TRANSCRIPT + 1)
            cues = here.transcribe(case, id, file.filename, data, actor())
            flash(f"อ่านบทถอดเสียงแล้ว {to_thai(str(cues))} ช่วง")
    except (RecordingRefused, TranscriptRefused) as refused:
        problem = Problem(f"transcript-{id}", "ไฟล์เสียง", str(refused))
        return page(case, Refusal(problems=(problem,)), status_of(refused))
    return _back(case)


def _back(case: int) -> ResponseReturnValue:
    return redirect(url_for("meeting_day", case=case, _anchor="recordings"), 303)
