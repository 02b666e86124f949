"""The data folder: where everything of one office lies (see docs/architecture.md)."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.engines import DEFAULT
from office.errors import DataFolderTooNew, NoOfficeHere, OfficeExists, SettingsBroken
from thai.digits import to_thai

FORMAT = 1
SETTINGS = "saraban.toml"
PLACES = (
    "index",
    "cache",
    "inbox",
    "inbox/processed",
    "inbox/set-aside",
    "forms",
    "emblem",
    "procedures",
    "meetings",
    "scans",
    "trusted",
    "work",
)


@dataclass(frozen=True)
class Folder:
    """Paths of one data folder; ``archive`` may lie on another disk.

    ``engine`` is what the settings call the search engine, whether or not there is such a one.
    """

    path: Path
    archive: Path
    engine: object = DEFAULT

    @classmethod
    def create(cls, path: Path) -> "Folder":
        """Make a new data folder; raises OfficeExists where one lies already."""
        path = path.absolute()
        if (path / SETTINGS).exists():
            raise OfficeExists(folder=path)
        folder = cls(path, path / "archive")
        for place in PLACES:
            (path / place).mkdir(parents=True, exist_ok=True)
        return folder

    def finish(self) -> None:
        """Write the settings file: from now on the folder counts as an office."""
        (self.path / SETTINGS).write_text(
            f'# Saraban data folder\nformat = {FORMAT}\narchive = "archive"\n', encoding="utf-8"
        )

    @classmethod
    def find(cls, path: Path) -> "Folder":
        """Read an existing data folder; raises NoOfficeHere, SettingsBroken or DataFolderTooNew."""
        path = path.absolute()
        settings = _settings(path)
        if settings["format"] > FORMAT:
            raise DataFolderTooNew(folder=path, found=settings["format"], known=FORMAT)
        for place in PLACES:
            (path / place).mkdir(parents=True, exist_ok=True)
        search = settings.get("search", {})
        engine = search.get("engine", DEFAULT) if isinstance(search, dict) else search
        return cls(path, path / settings["archive"], engine)

    @property
    def database(self) -> Path:
        """The database file."""
        return self.path / "saraban.db"

    @property
    def emblem(self) -> Path:
        """The office's emblem picture, whether or not it was supplied."""
        return self.path / "emblem" / "emblem.png"

    def place(self, name: str) -> Path:
        """Return one of the folders inside, such as ``inbox/set-aside``."""
        return self.path / name


def _settings(path: Path) -> dict[str, Any]:
    """Read a data folder's settings; ``format`` and ``archive`` are there and of their kind."""
    file = path / SETTINGS
    try:
        told = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoOfficeHere(folder=path) from error
    except OSError as error:
        raise SettingsBroken(file=file, what="ไม่มีสิทธิ์เปิดอ่าน") from error
    except UnicodeDecodeError as error:
        raise SettingsBroken(file=file, what="ไม่ได้บันทึกเป็น UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsBroken(file=file, what=_place_of(error)) from error
    settings = {"format": FORMAT, "archive": "archive", **told}
    if type(settings["format"]) is not int:
        raise SettingsBroken(file=file, what="format ต้องเป็นเลขจำนวนเต็ม")
    if not isinstance(settings["archive"], str):
        raise SettingsBroken(file=file, what="archive ต้องเป็นข้อความในเครื่องหมายคำพูด")
    return settings


def _place_of(error: tomllib.TOMLDecodeError) -> str:
    """Return in Thai where the file is no TOML."""
    line = re.search(r"line (\d+)", str(error))
    where = f"บรรทัดที่ {to_thai(line.group(1))}" if line else "ท้ายไฟล์"
    return f"{where} เขียนไม่ถูกรูปแบบ TOML (เช่น ข้อความไม่มีเครื่องหมายคำพูด หรือหัวข้อซ้ำ)"
