"""Small worlds that more than one test file lives in."""

import gc
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import settings
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from werkzeug.test import TestResponse

from archive.archive import Archive
from archive.database import Database
from archive.passages import Passage, Text
from archive.records import Description, NewFile, Record
from indexer import pdfium
from office import hashing
from office.first_start import try_as
from office.office import Office
from office.press import facts_of
from office.profile import load
from templates.docx import render
from templates.fill import Answers, fill
from templates.form import Form, at
from templates.office import Emblem
from templates.pdf import Converter
from templates.shelf import Shelf
from tests.seeing import LONG, opened_chromium, served_office
from web.app import create
from web.bare import kept_secret

# A slow machine is no fault: no test fails by the clock.
settings.register_profile("saraban", deadline=None)
settings.load_profile("saraban")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the long walks in the browser begin first: begun last, one of two workers waits."""
    items.sort(key=lambda item: not item.path.stem.endswith("_seen"))


def pytest_collection_finish() -> None:
    """Search for garbage seldom, and not among what is imported: it took up to a fifth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive of the sample office, at noon of 22 November 2569."""
    database = Database.create(tmp_path / "saraban.db")
    yield Archive.create(database, tmp_path / "archive", "demo-esa1", lambda: NOON)
    database.close()


@pytest.fixture
def file_record(archive: Archive) -> Callable[..., Record]:
    """File one record with a title and, if told, files of its own."""

    def file(title: str = "รายงานการประชุม", *files: NewFile, **told: object) -> Record:
        plain = Description(
            type="minutes", title=title, dated=date(2026, 11, 2), filed_at=NOON, category="3"
        )
        about = replace(plain, **told)  # type: ignore[arg-type]
        text = NewFile("text.json", Text((Passage("ระเบียบวาระที่ ๑", title),)).to_json())
        content = [
            NewFile("รายงานการประชุม.docx", f"เนื้อหา {title}".encode(errors="replace")),
            text,
            *files,
        ]
        with archive.database.writing() as connection:
            id = archive.next_id(connection, 2569, "minutes")
        record = archive.accession(id, about, content, "p05", "ออกเลข")
        with archive.database.writing() as connection:
            archive.enter(connection, record)
        return record

    return file


SAMPLES = Path(__file__).parent.parent / "office" / "samples"
DOCUMENTS = [
    *(("memo", f"memo-0{n}") for n in (1, 2)),
    *(("order", f"order-0{n}") for n in (1, 2)),
    ("letter", "letter-01"),
    ("announcement", "announcement-01"),
    *((code, f"meeting-0{n}") for code in ("agenda", "invitation", "minutes") for n in (1, 2, 3)),
    ("indicator-manual", "kpi-2570"),
    *((form.code, "") for form in Shelf().forms()),
]
"""Each sample with each form that it answers, and each form with its own example ("")."""


@dataclass(frozen=True)
class Made:
    """A finished document, with all that it was made of."""

    form: Form
    sample: str
    answers: Answers
    docx: bytes


@cache
def as_given(code: str, sample: str) -> dict[str, Any]:
    """The answers of a sample, or a form's own example, before the form has judged them."""
    if not sample:
        return Shelf().form(code).example()
    told: dict[str, Any] = yaml.safe_load((SAMPLES / f"{sample}.yaml").read_text("utf-8"))
    return told


def named(told: tuple[str, str]) -> str:
    """The name of one of DOCUMENTS in a test's name."""
    return "-".join(filter(None, told))


def made_where(applies: Callable[[str, dict[str, Any]], bool]) -> pytest.MarkDecorator:
    """Run a test on those of DOCUMENTS whose form's code and given answers it is about."""
    those = [(code, sample) for code, sample in DOCUMENTS if applies(code, as_given(code, sample))]
    assert those
    return pytest.mark.parametrize("made", those, indirect=True, scope="session", ids=named)


@pytest.fixture(scope="session", params=DOCUMENTS, ids=named)
def made(request: pytest.FixtureRequest) -> Made:
    """Each sample and each example as a final document of the sample office, one by one."""
    code, sample = request.param
    office = load(SAMPLES / "office.yaml")
    form = Shelf().form(code)
    given = as_given(code, sample)
    answers = fill(form, given, people=office.directory, groups=office.group_names)
    docx = render(
        form,
        answers,
        office=facts_of(office),
        emblem=Emblem("preprinted"),
        number=_number(form, answers),
        dated=at(answers.values, form.date_field),
        final=True,
    )
    return Made(form, sample, answers, docx)


def _number(form: Form, answers: Answers) -> str:
    told = at(answers.values, form.number_field)
    if isinstance(told, dict):
        return f"{told['seq']}/{told['year_be']}"
    return str(told or ("๗/๒๕๗๐" if form.register in ("order", "certificate") else "ศธ ๐๔๙๙๙/๓๓"))


@pytest.fixture(scope="session")
def converter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Converter]:
    """One warm LibreOffice for all tests that look at PDFs."""
    folder = tmp_path_factory.mktemp("converter")
    one = Converter(folder / "work", folder / "cache", texts=pdfium.texts)
    if not one.available():
        pytest.skip("no LibreOffice or no font")
    with one.warm():
        yield one


@pytest.fixture(scope="session", autouse=True)
def costly() -> Iterator[PasswordHasher]:
    """The product's hashing, a tenth of a second for each password; tests do with a cheap one."""
    real = hashing._HASHER
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(hashing, "_HASHER", cheap)
        yield real


@pytest.fixture(scope="session")
def new_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a sample office in which nothing has happened; to be copied."""
    folder = tmp_path_factory.mktemp("new") / "office"
    Office.create(folder, load(SAMPLES / "office.yaml"), lambda: NOON).close()
    return folder


@contextmanager
def prepared(new_office: Path, factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Open a copy of the new office, in which a test file files what all its tests begin with."""
    opened = Office.open(
        shutil.copytree(new_office, factory.mktemp("begun") / "data"), lambda: NOON
    )
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def begun(new_office: Path) -> Path:
    """The data folder with which a test's office begins; a test file may have one of its own."""
    return new_office


@pytest.fixture
def office(begun: Path, tmp_path: Path) -> Iterator[Office]:
    """The sample office at noon of 22 November 2569, opened on a folder of its own."""
    folder = shutil.copytree(begun, tmp_path / "data")
    opened = Office.open(folder, lambda: NOON)
    yield opened
    opened.close()


class Browser:
    """A browser on the pages of an office; a post carries the secret that the page gave."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def come_in(self, person: str) -> "Browser":
        """Act as somebody of the sample office (p15 is the clerk, p07 also administrator)."""
        here: Office = self.app.extensions["saraban"]
        given = try_as(here, person, browser="")
        with self.client.session_transaction() as kept:
            seen = int(here.clock().timestamp())
            kept.update(browser=given.browser, token=given.token, seen=seen)
        return self

    def get(self, path: str, **settings: Any) -> TestResponse:
        """Ask for a page."""
        return self.client.get(path, **settings)

    def secret(self) -> str:
        """Return what a form of any page carries."""
        found = re.search(r'data-csrf="([^"]+)"', self.get("/enter").text)
        assert found
        return found[1]

    def post(
        self, path: str, data: Mapping[str, Any] | None = None, /, **fields: Any
    ) -> TestResponse:
        """Send a form."""
        return self.client.post(path, data={"csrf": self.secret(), **(data or {}), **fields})


_SHARED: list[Flask] = []


def pages_of(office: Office) -> Flask:
    """Return the pages of an office; one application, for its templates cost more than a test."""
    if not _SHARED:
        _SHARED.append(create(office))
    app = _SHARED[0]
    app.extensions.clear()
    app.extensions["saraban"] = office
    app.secret_key = kept_secret(office.folder.place("work"))
    return app


@pytest.fixture
def browser(office: Office) -> Browser:
    """A browser on the sample office, in which nobody has come in yet."""
    return Browser(pages_of(office))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """A Chromium for the tests of one file."""
    with opened_chromium() as chromium:
        yield chromium


@pytest.fixture
def page(chromium: Chromium) -> Iterator[Page]:
    """A page of a browser of its own, in which nobody has come in yet."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(LONG)
    yield context.new_page()
    context.close()


@pytest.fixture
def url(office: Office) -> Iterator[str]:
    """The address of the sample office's pages, in which ``come_in`` needs no password."""
    with served_office(office) as url:
        yield url


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 48 MB, where this user may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, stderr=-3, check=False).returncode:
        pytest.skip("mounting is not permitted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)
