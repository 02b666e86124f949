"""The pages of the first start: an empty data folder becomes an office.

They are served at an address that only the person at this machine was told; there is no session
yet. When the office is founded, its own pages take over.
"""

import secrets
from collections.abc import Callable
from dataclasses import replace
from threading import Lock

from flask import Flask, Response, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.errors import SettingsInvalid
from office.first_start import FirstStart
from office.founding import Founding
from office.office import Office
from office.setting_up import empty_profile
from templates.errors import PackageRefused, PictureRefused, Problem
from web.bare import bare
from web.errors import wants_json
from web.settings_pages import facts_page, groups_page, people_page

STEPS = (
    ("office", "ข้อมูลสำนักงาน"),
    ("groups", "กลุ่มงาน"),
    ("people", "บุคลากร"),
    ("registers", "เลขทะเบียนและตรา"),
    ("account", "บัญชีแรก"),
)
Opened = Callable[[Office], None]


def create(start: FirstStart, key: str, opened: Opened) -> Flask:
    """Return the set-up pages below ``/first/<key>``; ``opened`` is told of the new office."""
    app = bare(secrets.token_hex(32))
    pages = _Pages(start, key, opened)
    base = f"/first/{key}"
    app.add_url_rule("/", "start", lambda: redirect(request.path))
    app.add_url_rule(base, "begin", pages.begin, methods=("GET", "POST"))
    for name, view in (
        ("office", pages.office),
        ("groups", pages.groups),
        ("people", pages.people),
        ("registers", pages.registers),
        ("sample", pages.sample),
    ):
        app.add_url_rule(f"{base}/{name}", name, view, methods=("GET", "POST"))
    app.add_url_rule(f"{base}/emblem.png", "emblem", pages.emblem)
    app.view_functions["start"] = _not_yet
    app.register_error_handler(404, lambda _: _not_yet())
    app.context_processor(lambda: {"steps": STEPS, "step": request.endpoint})
    return app


def _not_yet() -> ResponseReturnValue:
    words = "ยังไม่ได้ตั้งสำนักงานในโปรแกรมนี้ เปิดลิงก์ที่แสดงในหน้าต่างที่สั่ง saraban serve เพื่อเริ่มตั้งค่า"
    return render_template("message.html", title="ยังไม่ได้ตั้งสำนักงาน", says=words), 404


class _Pages:
    """The views, which share one set-up."""

    def __init__(self, start: FirstStart, key: str, opened: Opened) -> None:
        self._start = start
        self._key = key
        self._opened = opened
        self._fresh_id = f"office-{secrets.token_hex(3)}"
        self._founding: Founding | None = None
        self._one = Lock()

    def begin(self) -> ResponseReturnValue:
        """Choose a way: type it, read it out of an old letter, or try the sample office."""
        says = ""
        if request.method == "POST":
            if request.form.get("way") == "sample":
                return self._found_sample()
            letter = request.files.get("letter")
            if letter is None or not letter.filename:
                return redirect(url_for("office"))
            try:
                self._start.read_letter(letter.read())
                return redirect(url_for("office"))
            except PackageRefused as refused:
                says = str(refused)
        return self._begin_page(says, "อ่านหนังสือเดิมไม่ได้")

    def office(self) -> ResponseReturnValue:
        """Ask for the facts."""
        begun = self._start.read()
        profile = begun.profile or empty_profile(self._fresh_id)
        done = facts_page(profile, self._start.facts(self._fresh_id), new=True)
        if isinstance(done, str):
            return done
        self._start.keep(replace(begun, profile=done, typed={}))
        return redirect(url_for("groups"))

    def groups(self) -> ResponseReturnValue:
        """Ask for the groups."""
        begun = self._start.read()
        if begun.profile is None:
            return redirect(url_for("office"))
        done = groups_page(begun.profile)
        if isinstance(done, str):
            return done
        self._start.keep(replace(begun, profile=done))
        return redirect(url_for("people"))

    def people(self) -> ResponseReturnValue:
        """Ask for the people; at least one, who will have the first account."""
        begun = self._start.read()
        if begun.profile is None:
            return redirect(url_for("office"))
        done = people_page(begun.profile)
        if isinstance(done, str):
            return done
        self._start.keep(replace(begun, profile=done))
        return redirect(url_for("registers" if done.people else "people"))

    def registers(self) -> ResponseReturnValue:
        """Ask for the first numbers and the emblem, then found the office."""
        begun, books = self._start.read(), self._start.books()
        if begun.profile is None:
            return redirect(url_for("office"))
        if not begun.profile.people:
            return redirect(url_for("people"))
        problems: tuple[Problem, ...] = ()
        firsts, emblem = begun.firsts, begun.emblem
        if request.method == "POST":
            firsts = {book.code: request.form.get(book.code, "") for book in books}
            emblem = request.form.get("emblem", "none")
            try:
                self._take_picture(emblem)
                return self._open(self._start.found(firsts, emblem))
            except SettingsInvalid as refused:
                problems = refused.problems
            except PictureRefused as refused:
                problems = (Problem("picture", "ตรา", str(refused)),)
        shown = {"firsts": firsts, "emblem": emblem, "has_picture": self._start.emblem is not None}
        return render_template("first_registers.html", books=books, problems=problems, **shown)

    def sample(self) -> ResponseReturnValue:
        """Show how far the sample office is, stop it, or go into it when it is ready."""
        making = self._founding
        if making is None:
            return redirect(url_for("begin"))
        if request.method == "POST":
            making.stop()
        if making.running:
            told = {"done": making.done, "total": making.total, "says": making.says}
            return jsonify(told) if wants_json() else render_template("first_sample.html", **told)
        if not making.ready:
            says = making.fault or "หยุดแล้ว ยังไม่ได้สร้างสำนักงานตัวอย่าง"
            return self._begin_page(says, "ยังไม่ได้สร้าง")
        with self._one:
            if self._founding is making:
                self._founding = None
                return self._open(self._start.founded_sample())
        return redirect(f"/first/{self._key}/account")

    def emblem(self) -> ResponseReturnValue:
        """Show the emblem so far."""
        picture = self._start.emblem
        if picture is None:
            abort(404)
        return Response(picture, mimetype="image/png")

    def _begin_page(self, says: str, title: str) -> str:
        begun = self._start.read().profile
        return render_template("first_begin.html", says=says, title=title, begun=begun)

    def _found_sample(self) -> ResponseReturnValue:
        with self._one:
            if self._founding is None or not (self._founding.running or self._founding.ready):
                self._founding = self._start.found_sample()
        return redirect(url_for("sample"))

    def _take_picture(self, emblem: str) -> None:
        uploaded = request.files.get("picture")
        if uploaded is not None and uploaded.filename:
            self._start.keep_emblem(uploaded.read())
        elif emblem == "picture" and self._start.emblem is None:
            words = "โปรดเลือกไฟล์ภาพตรา หรือเลือกแบบอื่น"
            raise SettingsInvalid(problems=(Problem("picture", "ตรา", words),))

    def _open(self, office: Office) -> ResponseReturnValue:
        self._opened(office)
        return redirect(f"/first/{self._key}/account")
