"""The data folder: where everything of one office lies (see docs/architecture.md)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from indexer.engines import DEFAULT
from office.errors import DataFolderTooNew, NoOfficeHere, OfficeExists

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
        """Read an existing data folder; raises NoOfficeHere or DataFolderTooNew."""
        path = path.absolute()
        try:
            settings = tomllib.loads((path / SETTINGS).read_text(encoding="utf-8"))
        except OSError as error:
            raise NoOfficeHere(folder=path) from error
        if settings.get("format", FORMAT) > FORMAT:
            raise DataFolderTooNew(folder=path, found=settings["format"], known=FORMAT)
        for place in PLACES:
            (path / place).mkdir(parents=True, exist_ok=True)
        search = settings.get("search", {})
        engine = search.get("engine", DEFAULT) if isinstance(search, dict) else search
        return cls(path, path / str(settings.get("archive", "archive")), engine)

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
