"""The office's SMTP server: one connection, one mail after the other, and what became of each.

The password lies in a file of its own that only the account of the program may read, beside the
key of the log-in cookies: never in the database, the archive, the journal or on a page.
"""

import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Final

from archive import files
from office.mail_errors import MailRefused, MailUncertain

PASSWORD = "smtp.password"
SECURITY: Final = {
    "starttls": "STARTTLS (ปกติช่อง 587)",
    "tls": "TLS ตั้งแต่ต้น (ปกติช่อง 465)",
    "none": "ไม่เข้ารหัส (เฉพาะเครื่องในสำนักงาน)",
}
WAIT = 20.0  # seconds until a server that does not answer is given up
_CERTAIN = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
)
"""With these the server said that it did not take the mail."""

UNKNOWN_ISSUER = "ใบรับรองของเครื่องส่งอีเมลไม่ได้ออกโดยผู้ที่เครื่องนี้เชื่อถือ จึงไม่ส่งรหัสผ่านให้"
OTHER_NAME = "ใบรับรองที่เครื่องส่งอีเมลแสดงเป็นของชื่ออื่น จึงไม่ส่งรหัสผ่านให้"
_DISTRUSTED = {62: OTHER_NAME, 64: OTHER_NAME, 10: "ใบรับรองของเครื่องส่งอีเมลหมดอายุแล้ว"}
"""By OpenSSL's X509_V_ERR: host name and IP address that do not match, expired."""
_SAYS = (
    (smtplib.SMTPAuthenticationError, "ชื่อผู้ใช้หรือรหัสผ่านของเครื่องส่งอีเมลไม่ถูกต้อง"),
    (smtplib.SMTPRecipientsRefused, "เครื่องส่งอีเมลไม่รับที่อยู่ผู้รับ"),
    (smtplib.SMTPResponseException, "เครื่องส่งอีเมลตอบรหัส {code}"),
    (smtplib.SMTPNotSupportedError, "เครื่องส่งอีเมลไม่มีวิธีเข้ารหัสหรือวิธีเข้าระบบที่เลือกไว้"),
    (ssl.SSLError, "การเข้ารหัสกับเครื่องส่งอีเมลไม่สำเร็จ"),
)
AWAY = "ติดต่อเครื่องส่งอีเมลไม่ได้"


@dataclass(frozen=True)
class Server:
    """Where mail is handed over; ``user`` "" means without log-in."""

    host: str
    port: int
    security: str
    user: str
    sender: str


def keep_password(work: Path, password: str) -> None:
    """Keep the password in place of the one before; "" forgets it."""
    place, new = work / PASSWORD, work / f"{PASSWORD}.new"
    with suppress(FileNotFoundError):
        new.unlink()
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(password)
    files.replace(new, place)


def kept_password(work: Path) -> str:
    """Return the password, "" where none is kept."""
    return files.read_or_empty(work / PASSWORD).decode("utf-8")


@contextmanager
def connected(server: Server, password: str) -> Iterator[smtplib.SMTP]:
    """Open a connection and log in; raises MailRefused, before any mail was sent."""
    smtp: smtplib.SMTP | None = None
    try:
        smtp = _opened(server)
        if server.user:
            smtp.login(server.user, password)
    except (OSError, smtplib.SMTPException, UnicodeError) as error:  # the last: no host's name
        if smtp is not None:
            smtp.close()
        raise MailRefused(why=_said(error)) from error
    try:
        yield smtp
    finally:
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()


def hand_over(smtp: smtplib.SMTP, mail: EmailMessage) -> None:
    """Hand a mail over; raises MailRefused if it was not taken, MailUncertain if nobody knows."""
    try:
        smtp.send_message(mail)
    except _CERTAIN as error:
        raise MailRefused(why=_said(error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailUncertain() from error


def _opened(server: Server) -> smtplib.SMTP:
    if server.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=WAIT, context=context)
    smtp = smtplib.SMTP(server.host, server.port, timeout=WAIT)
    try:
        if server.security == "starttls":
            smtp.starttls(context=ssl.create_default_context())
    except BaseException:
        smtp.close()
        raise
    return smtp


def _said(error: Exception) -> str:
    """Say briefly what a server or the network answered."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _DISTRUSTED.get(error.verify_code, UNKNOWN_ISSUER)
    found = next((says for kind, says in _SAYS if isinstance(error, kind)), AWAY)
    return found.format(code=getattr(error, "smtp_code", ""))
