"""Answers for the demonstration office: varied, realistic, the same for the same seed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import yaml

from office.profile import Group, Profile
from templates.people import Person
from thai.dates import academic_year, fiscal_year, format_date
from thai.digits import to_thai
from thai.money import baht_text, format_amount

MEETING = "การประชุมหัวหน้ากลุ่มงาน"
SERIES = "group-heads"


@dataclass(frozen=True)
class Composed:
    """Answers for one form, and the group that the document comes from."""

    form: str
    answers: dict[str, Any]
    group: str = ""
    circular: bool = False


class Composer:
    """Writes answers with the people and groups of an office."""

    def __init__(self, profile: Profile, seed: int) -> None:
        self._random = Random(seed)
        self._profile = profile

    @cached_property
    def _phrases(self) -> dict[str, Any]:
        text = (Path(__file__).parent / "data" / "phrases.yaml").read_text(encoding="utf-8")
        phrases: dict[str, Any] = yaml.safe_load(text)
        return phrases

    @cached_property
    def _groups(self) -> list[Group]:
        return [group for group in self._profile.groups if group.code]

    def memo(self, on: date) -> Composed:
        """A memo of a group to the director, now and then a circular to the groups."""
        group, slots = self._random.choice(self._groups), self._slots(on)
        told = self._said("memos", slots)
        circular = self._random.random() < 0.3
        to = "ผู้อำนวยการกลุ่มทุกกลุ่ม และผู้อำนวยการหน่วยตรวจสอบภายใน" if circular else self._director.post
        answers = {
            "agency": f"{group.name}  {self._profile.name_full}  โทร. {self._profile.phone}",
            "date": on,
            "subject": told["subject"],
            "salutation": "เรียน",
            "to": to,
            "body": [told["cause"], told["fact"], told["closing"]],
            "signer": self._head(group).id,
        }
        return Composed("memo", answers, group.id, circular)

    def letter(self, on: date) -> Composed:
        """A letter of the office to another agency."""
        group, told = self._random.choice(self._groups), self._said("letters", self._slots(on))
        answers = {
            "date": on,
            "subject": told["subject"],
            "salutation": "เรียน",
            "to": self._random.choice(self._phrases["agencies"]),
            "body": [told["cause"], told["fact"], told["closing"]],
            "closing": "ขอแสดงความนับถือ",
            "signer": self._director.id,
            "contact": {"unit": group.name, "phone": self._profile.phone},
        }
        return Composed("letter", answers)

    def announcement(self, on: date) -> Composed:
        """An announcement of the office."""
        told = self._said("announcements", self._slots(on))
        answers = {
            "issuer": self._profile.name_full,
            "date": on,
            "subject": told["subject"],
            "body": [told["body"]],
            "after_list": [told["after"], "จึงประกาศให้ทราบโดยทั่วกัน"],
            "signer": self._director.id,
        }
        return Composed("announcement", answers)

    def order(self, on: date) -> Composed:
        """An order that appoints a working group."""
        told = self._said("orders", self._slots(on))
        people = self._random.sample([p for p in self._profile.people if p.role != "director"], 4)
        roles = ("หัวหน้าคณะทำงาน", "คณะทำงาน", "คณะทำงาน", "คณะทำงานและเลขานุการ")
        members = [{"person": p.id, "role": r} for p, r in zip(people, roles, strict=True)]
        answers = {
            "issuer": self._profile.name_full,
            "date": on,
            "subject": told["subject"],
            "preamble": [
                told["cause"],
                "เพื่อให้การดำเนินงานเป็นไปด้วยความเรียบร้อย จึงแต่งตั้งบุคคลดังต่อไปนี้",
            ],
            "parts": [{"title": "คณะทำงาน", "members": members, "duties": [told["duty"]]}],
            "closing_text": "ให้ผู้ที่ได้รับแต่งตั้งปฏิบัติหน้าที่ให้เกิดผลดีแก่ทางราชการ",
            "effective": "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป",
            "signer": self._director.id,
        }
        return Composed("order", answers)

    def meeting(self, on: date) -> Composed:
        """The answers of a whole meeting: agenda and minutes are made of the same ones."""
        slots = self._slots(on)
        topics = [self._filled(t, slots) for t in self._random.sample(self._phrases["topics"], 4)]
        heads = [p for p in self._profile.people if p.role == "head"]
        present = self._random.sample(heads, min(7, len(heads)))
        secretary, recorder = self._role("head", "adm"), self._role("clerk", "adm")
        answers = {
            "series": SERIES,
            "title": f"{MEETING} {self._profile.name_full}",
            "date": on,
            "start_planned": "09:00",
            "start_actual": "09:05",
            "end_actual": "11:40",
            "place": self._random.choice(self._phrases["places"]),
            "agenda": list(self._agenda(topics)),
            "recorder": recorder.id,
            "checker": secretary.id,
            "attendance": {
                "present": [
                    {"person": self._director.id, "meeting_role": "ประธาน"},
                    *({"person": person.id} for person in present if person != secretary),
                    {"person": secretary.id, "meeting_role": "เลขานุการ"},
                ],
                "absent": [],
                "in_attendance": [{"person": recorder.id}],
            },
            "minutes": {
                "opening": ["ประธานกล่าวเปิดประชุมและดำเนินการประชุมตามระเบียบวาระ ดังนี้"],
                "sections": [
                    {
                        "agenda": f"{4 if n < 3 else 5}.{n if n < 3 else n - 2}",
                        "discussion": [topic["talk"]],
                        "resolution": topic["verdict"],
                    }
                    for n, topic in enumerate(topics, 1)
                ],
            },
        }
        return Composed("agenda", answers)

    def _agenda(self, topics: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
        owner = [self._random.choice(self._groups).id for _ in topics]
        items = [{"title": t["title"], "owner": o} for t, o in zip(topics, owner, strict=True)]
        yield {"title": "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"}
        yield {"title": "เรื่องรับรองรายงานการประชุม"}
        yield {"title": "เรื่องสืบเนื่อง"}
        yield {"title": "เรื่องเสนอเพื่อทราบ", "items": items[:2]}
        yield {"title": "เรื่องเสนอเพื่อพิจารณา", "items": items[2:]}
        yield {"title": "เรื่องอื่น ๆ"}

    @property
    def _director(self) -> Person:
        found = self._profile.director
        assert found is not None
        return found

    def _head(self, group: Group) -> Person:
        return self._role("head", group.id)

    def _role(self, role: str, group: str) -> Person:
        return next(p for p in self._profile.people if (p.role, p.group) == (role, group))

    def _said(self, kind: str, slots: Mapping[str, str]) -> dict[str, str]:
        return self._filled(self._random.choice(self._phrases[kind]), slots)

    def _filled(self, told: Mapping[str, str], slots: Mapping[str, str]) -> dict[str, str]:
        return {key: text.format_map(slots) for key, text in told.items()}

    def _slots(self, on: date) -> dict[str, str]:
        choose, amount = self._random.choice, Decimal(self._random.randrange(12, 4_000) * 250)
        return {
            "school": choose(self._phrases["schools"]),
            "project": choose(self._phrases["projects"]),
            "place": choose(self._phrases["places"]),
            "person": choose(self._profile.people).name.plain,
            "count": to_thai(str(self._random.randrange(5, 240))),
            "amount": format_amount(amount, "thai"),
            "words": baht_text(amount),
            "day": format_date(on + timedelta(days=self._random.randrange(5, 40)), "weekday"),
            "fiscal": to_thai(str(fiscal_year(on))),
            "academic": to_thai(str(academic_year(on))),
        }
