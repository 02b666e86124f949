"""A meeting as an invitation for calendar programs (RFC 5546): asked, changed, cancelled.

The UID stays for good and SEQUENCE counts the versions of the case, so that a program puts a later
file in the place of an earlier one. Replies come by link, paper or telephone, never as calendar
mail: people of the directory have no addresses, which ``invalid:nomail`` says.
"""

from datetime import date, datetime, timedelta

from office.meeting.steps import held_on
from office.meeting.values import COMES, SENDS, STAYS, Invited
from office.procedures.ics import laid_out, moment, text_of
from office.procedures.kept import Case
from office.profile import Profile
from thai.dates import BANGKOK
from thai.errors import Refused
from thai.times import parse_time

LENGTH = timedelta(hours=3)
"""How long a meeting stands in a calendar: nobody tells when it will end."""
NOBODY = "invalid:nomail"
ANSWERED = {COMES: "ACCEPTED", STAYS: "DECLINED", SENDS: "DELEGATED"}


def invitation(
    case: Case, profile: Profile, at: datetime, *, to: Invited | None = None, link: str = ""
) -> bytes:
    """Write the invitation of one invitee, or of nobody by name; ``link`` is where to reply.

    A case without a day has none: b"".
    """
    held = held_on(case)
    if held is None:
        return b""
    cancelled = case.state == "cancelled"
    texts = case.situation.texts
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Saraban//TH",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if cancelled else 'REQUEST'}",
        "BEGIN:VEVENT",
        f"UID:meeting-{case.id}@{profile.id}",
        f"SEQUENCE:{case.version - 1}",
        f"DTSTAMP:{moment(at)}",
        *_when(held, texts.get("start", "")),
        f"SUMMARY:{text_of(case.title)}",
        f"LOCATION:{text_of(texts.get('place', ''))}",
        f"DESCRIPTION:{text_of(_told(link, cancelled=cancelled))}",
        f'ORGANIZER;CN="{_quoted(profile.name_full)}":{_organizer(profile)}',
        *([_attendee(to)] if to else []),
        *([f"URL:{link}"] if link else []),
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return laid_out(line for line in lines if not line.endswith(("LOCATION:", "DESCRIPTION:")))


def _when(held: date, start: str) -> list[str]:
    """Return begin and end; the whole day where the time is not told."""
    try:
        at = datetime.combine(held, parse_time(start), BANGKOK)
    except Refused:
        after = held + timedelta(1)
        return [f"DTSTART;VALUE=DATE:{held:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    return [f"DTSTART:{moment(at)}", f"DTEND:{moment(at + LENGTH)}"]


def _told(link: str, *, cancelled: bool) -> str:
    if cancelled:
        return "ยกเลิกการประชุมครั้งนี้แล้ว"
    return f"ตอบรับการประชุมที่ {link}" if link else ""


def _organizer(profile: Profile) -> str:
    return f"mailto:{profile.email_saraban}" if profile.email_saraban else NOBODY


def _attendee(to: Invited) -> str:
    state = ANSWERED[to.reply.kind] if to.reply else "NEEDS-ACTION"
    return f'ATTENDEE;CN="{_quoted(to.title)}";ROLE=REQ-PARTICIPANT;PARTSTAT={state}:{NOBODY}'


def _quoted(name: str) -> str:
    """Return a name for between quotation marks, where none and no new line may stand."""
    return " ".join(name.replace('"', "").split())
