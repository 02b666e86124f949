"""My work, and the same by e-mail: sent once a day, by a real server, also when killed between."""

import smtplib
import socketserver
import ssl
import stat
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, cast

import pytest

from office.digest import NOTHING, REFUSED, SENDING, SENT, UNKNOWN
from office.evaluation.results import Place, Said
from office.first_start import try_as
from office.mail import PASSWORD, kept_password
from office.mail_errors import MailRefused, MailUnset
from office.my_work import DRAFT, RESOLUTION, RESULT, STEP
from office.office import Office
from office.permissions import operator
from office.procedures.followed import take
from office.procedures.planning import Situation, Target
from office.submission import To
from office.worker import Worker
from tests.conftest import NOON, Browser
from tests.test_office_evaluation import begun

pytestmark = pytest.mark.slow

ME = operator()
EARLY = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)  # six in the morning in Bangkok


@dataclass
class PostOffice:
    """A mail server: what it took, and what it does at the end of a mail."""

    port: int
    took: list[bytes] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    at_end: str = "250 taken"
    refuses: str = ""
    context: ssl.SSLContext | None = None  # offers TLS with it: STARTTLS, or before a word is said
    at_once: bool = False
    clear: list[str] = field(default_factory=list)  # what was said before TLS

    def texts(self) -> list[str]:
        """The bodies of what was taken."""
        mails = (message_from_bytes(each, policy=policy.default) for each in self.took)
        return [cast(Any, mail).get_content() for mail in mails]


class Clerk(socketserver.StreamRequestHandler):
    """Speaks SMTP, as far as smtplib asks for it."""

    def handle(self) -> None:
        post: PostOffice = cast(Any, self.server).post
        with suppress(OSError):  # whoever distrusts the certificate hangs up
            if post.at_once:
                self.encrypt(post)
            self.serve(post)
        self.connection.close()

    def encrypt(self, post: PostOffice) -> None:
        assert post.context
        self.connection = post.context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)

    def serve(self, post: PostOffice) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode(errors="replace").strip():
            word = line[:4].upper()
            safe = isinstance(self.connection, ssl.SSLSocket)
            if not safe:
                post.clear.append(word)
            if word == "EHLO":
                self.say("250-here")
                if post.context and not safe:
                    self.say("250-STARTTLS")
                self.say("250 AUTH PLAIN")
            elif word == "STAR":
                self.say("220 go on")
                self.encrypt(post)
            elif word == "AUTH":
                post.logins.append(line)
                self.say("235 welcome")
            elif word == "RCPT" and post.refuses and post.refuses in line:
                self.say("550 nobody of that name")
            elif word == "DATA":
                self.say("354 go on")
                post.took.append(self.mail())
                if not post.at_end:
                    return  # takes it, and falls silent
                self.say(post.at_end)
            else:
                self.say("221 bye" if word == "QUIT" else "250 ok")

    def mail(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines)

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def post() -> Iterator[PostOffice]:
    """A mail server on a port of its own."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clerk)
    server.daemon_threads = True
    cast(Any, server).post = told = PostOffice(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


def typed(port: int, **more: str) -> dict[str, str]:
    plain = {"host": "127.0.0.1", "port": str(port), "security": "none", "hour": "7"}
    return plain | {"sender": "saraban@esa1.go.th", "daily": "1"} | more


@pytest.fixture
def mailing(office: Office, post: PostOffice) -> Office:
    """An office that mails; a draft lies before p05, who wants to hear of it."""
    try_as(office, "p05", browser="")
    office.standards.digest.put(typed(post.port), ME)
    office.standards.digest.want("head@esa1.go.th", office.actor("p05"))
    office.submission.propose(office.drafting.begin("memo", ME), To(person="p05"), ME)
    return office


def states(office: Office) -> list[str]:
    return [one.state for one in office.standards.digest.mailed(ME)]


def test_my_work_gathers_drafts_steps_results_and_resolutions(mailing: Office) -> None:
    office = mailing
    case = begun(office)
    office.standards.results.tell(Place(case, "ตชว-๐๑", "m6"), 0, {"value": "80"}, Said(), ME)
    (draft,) = office.standards.my_work.of(office.actor("p05"))
    assert draft.kind == DRAFT
    minutes = {
        "agenda": [{"title": "เรื่องเพื่อพิจารณา", "items": ["แผน"]}],
        "minutes": {"sections": [{"agenda": "1.1", "resolution": "เห็นชอบ", "actions": [
            {"task": "ตรวจแผน", "owner_group": "sup", "due": "2026-11-01"}]}]},
    }  # fmt: skip
    with office.db.writing() as conn:
        take(conn, case, "2569/minutes/0001", minutes, office.profile.group_names)
    try_as(office, "p20", browser="")
    of_collector = office.standards.my_work.of(office.actor("p20"))
    assert [one.kind for one in of_collector if one.kind != STEP][:2] == [RESOLUTION, RESULT]
    assert of_collector[0].late and of_collector[0].due == date(2026, 11, 1)


def test_an_indicator_without_people_waits_for_the_head_of_its_group(office: Office) -> None:
    case = begun(office)
    bare = {"name": "ร้อยละของการอ่าน", "supervisor": ""}
    seen = office.cases.get(case, ME).version
    office.standards.sheets.change(case, seen, "ตชว-๐๑", bare, ME)
    try_as(office, "p11", browser="")
    (one,) = office.standards.my_work.of(office.actor("p11"))
    assert one.at == (str(case), "ตชว-๐๑", "")


def test_a_day_is_mailed_once_and_not_before_its_hour(mailing: Office, post: PostOffice) -> None:
    early = Office.open(mailing.folder.path, lambda: EARLY)
    assert early.standards.digest.once() == 0
    early.close()
    assert mailing.standards.digest.once() == 1
    assert mailing.standards.digest.once() == 0
    (text,) = post.texts()
    assert "ร่างรอท่านพิจารณาหรือแก้ไข (๑)" in text and "บันทึกข้อความ" in text
    later = Office.open(mailing.folder.path, lambda: NOON.replace(day=23))
    assert later.standards.digest.once() == 1
    later.close()


def test_killed_after_the_mail_was_handed_over_it_is_not_sent_again(
    mailing: Office, post: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = smtplib.SMTP.send_message

    def killed(*given: Any) -> None:
        real(*given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(smtplib.SMTP, "send_message", killed)
        mailing.standards.digest.once()
    assert mailing.standards.digest.once() == 0
    assert len(post.took) == 1 and states(mailing) == [SENDING]


@pytest.mark.parametrize(
    ("fault", "state"),
    [({"at_end": ""}, UNKNOWN), ({"at_end": "552 full"}, REFUSED), ({"refuses": "head@"}, REFUSED)],
)
def test_what_the_server_did_is_written_down_and_never_sent_twice(
    mailing: Office, post: PostOffice, fault: dict[str, str], state: str
) -> None:
    for name, value in fault.items():
        setattr(post, name, value)
    assert mailing.standards.digest.once() == 0
    assert states(mailing) == [state]
    taken, post.at_end, post.refuses = len(post.took), "250 taken", ""
    assert mailing.standards.digest.once() == 0
    assert len(post.took) == taken


def test_a_server_that_is_away_is_asked_again(mailing: Office, post: PostOffice) -> None:
    digest = mailing.standards.digest
    digest.put(typed(1), ME)
    with pytest.raises(MailRefused, match="ติดต่อเครื่องส่งอีเมลไม่ได้"):
        digest.once()
    assert states(mailing) == []
    Worker(mailing).once()  # goes on with everything else
    digest.put(typed(post.port), ME)
    Worker(mailing).once()
    assert states(mailing) == [SENT]


def test_who_has_nothing_to_do_gets_no_mail(mailing: Office, post: PostOffice) -> None:
    try_as(mailing, "p25", browser="")
    mailing.standards.digest.want("somebody@esa1.go.th", mailing.actor("p25"))
    mailing.standards.digest.want("", mailing.actor("p05"))
    assert mailing.standards.digest.once() == 0
    assert (post.took, states(mailing)) == ([], [NOTHING])


def test_the_password_lies_in_a_file_of_its_own_and_nowhere_else(
    mailing: Office, post: PostOffice
) -> None:
    digest, place = mailing.standards.digest, mailing.folder.place("work") / PASSWORD
    digest.put(typed(post.port, user="saraban", password="lap-maak-123"), ME)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    digest.put(typed(post.port, user="saraban"), ME)
    assert kept_password(place.parent) == "lap-maak-123"
    held = [path for path in mailing.folder.path.rglob("*") if _has(path, "lap-maak-123")]
    assert held == [place]
    digest.put(typed(post.port), ME)
    assert kept_password(place.parent) == ""


def _has(path: Path, text: str) -> bool:
    return path.is_file() and text.encode() in path.read_bytes()


def test_a_login_is_made_where_a_user_is_named(mailing: Office, post: PostOffice) -> None:
    more = {"user": "saraban", "password": "secret"}
    mailing.standards.digest.put(typed(post.port, **more), ME)
    mailing.standards.digest.test("me@esa1.go.th", ME)
    assert len(post.logins) == 1 and len(post.took) == 1


def test_every_fault_of_the_settings_is_told(office: Office) -> None:
    with pytest.raises(MailUnset) as refused:
        office.standards.digest.put(
            {"port": "๐", "hour": "25", "sender": "a", "password": "ลับ"}, ME
        )
    paths = {one.path for one in refused.value.problems}
    assert paths == {"host", "port", "security", "sender", "hour", "password"}


def test_the_pages_set_try_and_ask_for_the_mail(browser: Browser, post: PostOffice) -> None:
    admin = browser.come_in("p07")
    wrong = admin.post("/settings/mail", host="เครื่อง", port="x")
    assert wrong.status_code == 422 and 'href="#port"' in wrong.text and "เครื่อง" in wrong.text
    assert admin.post("/settings/mail", typed(post.port)).status_code == 303
    assert admin.post("/settings/mail", do="test", to="me@esa1.go.th").status_code == 303
    assert len(post.took) == 1
    assert admin.post("/settings/mail", typed(1)).status_code == 303
    away = admin.post("/settings/mail", do="test", to="me@esa1.go.th")
    assert away.status_code == 422 and "ติดต่อเครื่องส่งอีเมลไม่ได้" in away.text
    assert admin.post("/my-work", address="ไม่ใช่อีเมล").status_code == 422
    assert admin.post("/my-work", address="p07@esa1.go.th").status_code == 303
    assert "p07@esa1.go.th" in admin.get("/my-work").text
    assert browser.come_in("p15").get("/settings/mail").status_code == 403


def test_a_collector_has_a_desk_and_work_of_their_own(browser: Browser) -> None:
    for path in ("/desk", "/my-work"):
        assert browser.come_in("p20").get(path).status_code == 200


def test_my_work_leads_to_where_each_thing_is_done(browser: Browser, office: Office) -> None:
    group = (Target("group", "adm", "กลุ่มอำนวยการ"), Target("invitee", "p02", "รองจำลอง"))
    told = {"body": "การประชุม", "no": "๑/๒๕๖๙"}
    about = Situation(told, {"meeting_date": date(2026, 11, 24)}, group)
    office.cases.begin("meeting", about, ME)
    draft = office.drafting.begin("memo", ME)
    office.submission.propose(draft, To(person="p05"), ME)
    year = {"year": "๒๕๗๐", "begins": "1/10/2569", "target": "person/p15"}
    mine = browser.come_in("p05").post("/work/begin/director", year).location
    page = browser.get("/my-work").text
    assert f'href="{mine}#step-plan"' in page  # the head's own work waits for the head
    assert f'href="/drafts/{draft}/line"' in page or f'href="/draft/{draft}/line"' in page
    assert 'href="/work/1/items/of/adm"' in page and "เลยกำหนด" in page
