"""What the office says about QR codes on its prints and about its verification page."""

from dataclasses import replace

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from office.profile import NO, NOTHING, NUMBER, SUBJECT, WEB_ADDRESS, YES
from templates.errors import Problem
from web.asking import Ask, Page, Typed, drawn
from web.current import actor, office
from web.routing import route

WHY = "ตั้งค่า QR และหน้าตรวจสอบ"
PAGE = Page(
    "QR บนแผ่นพิมพ์ และหน้าตรวจสอบเอกสาร",
    "QR เล็กที่มุมล่างซ้ายของแผ่นแรก อยู่ในขอบกระดาษ ไม่ทับข้อความ ใช้จับคู่ฉบับสแกนกับเอกสาร ไฟล์ที่เก็บเข้าแฟ้มไม่เปลี่ยน",
    "บันทึก",
    "บันทึกการตั้งค่า QR แล้ว",
    (
        Ask("sheet_codes", "พิมพ์ QR บนแผ่น", choices={YES: "พิมพ์", NO: "ไม่พิมพ์"}),
        Ask(
            "web_address",
            "ที่อยู่เว็บของสารบรรณที่คนภายนอกเปิดได้",
            "เช่น https://saraban.example.go.th เว้นว่างหากเปิดได้เฉพาะในสำนักงาน QR จะใช้จับคู่สแกนเท่านั้น",
            optional=True,
        ),
        Ask(
            "verify_shows",
            "หน้าตรวจสอบแสดงอะไรแก่ผู้ถือเอกสาร",
            "เอกสารที่จำกัดผู้อ่านไม่แสดงเลขที่ วันที่ และเรื่อง ไม่ว่าเลือกข้อใด",
            choices={
                SUBJECT: "เลขที่ วันที่ และเรื่อง",
                NUMBER: "เลขที่และวันที่",
                NOTHING: "เพียงว่ามีเอกสารนี้ และไฟล์ตรงกันหรือไม่",
            },
        ),
    ),
)


@route("/office/codes", needs="administer", methods=("GET", "POST"))
def settings_codes() -> ResponseReturnValue:
    """Say whether prints bear a QR code, where it leads, and what strangers are shown."""
    profile, around = office().profile, {"back": url_for("settings"), "back_title": "ตั้งค่าสำนักงาน"}
    if request.method == "GET":
        return drawn(PAGE, {ask.name: getattr(profile, ask.name) for ask in PAGE.asks}, around)
    told = Typed().values(PAGE) | {"web_address": _address(Typed().text("web_address"))}
    if problems := list(_problems(told)):
        return drawn(PAGE, Typed().values(PAGE), around, problems=problems), 422
    office().change_profile(replace(profile, **told), actor(), WHY)  # type: ignore[arg-type]
    flash(PAGE.done)
    return redirect(url_for("settings"), 303)


def _address(typed: str) -> str:
    """Return the address without a path that was copied along."""
    found = WEB_ADDRESS.match(typed)
    return found[0] if found and typed[found.end() :].startswith("/") else typed


def _problems(told: dict[str, str]) -> list[Problem]:
    chosen = (ask for ask in PAGE.asks if ask.choices)
    problems = [
        Problem(ask.name, ask.label, "โปรดเลือก")
        for ask in chosen
        if told[ask.name] not in (ask.choices or {})
    ]
    if told["web_address"] and not WEB_ADDRESS.fullmatch(told["web_address"]):
        words = "เขียนแบบ https://saraban.example.go.th หรือเว้นว่าง"
        problems.append(Problem("web_address", "ที่อยู่เว็บ", words))
    return problems
