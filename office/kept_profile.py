"""The office's own description and emblem as an object of the archive, and back from it."""

from contextlib import suppress
from dataclasses import dataclass

from archive.archive import Archive
from archive.database import Database
from archive.records import NewFile
from office.folder import Folder
from office.profile import load, to_yaml
from office.settings import Settings
from thai.errors import Refused

PROFILE, PROFILE_FILE, EMBLEM_FILE = "office/profile", "office.yaml", "emblem.png"


@dataclass(frozen=True)
class KeptProfile:
    """Writes the object at every change, and reads it when the database is lost."""

    db: Database
    archive: Archive
    settings: Settings
    folder: Folder

    def keep(self, who: str, why: str) -> None:
        """Keep the description as it stands now as a new version."""
        new = [NewFile(PROFILE_FILE, to_yaml(self.settings.profile).encode())]
        if self.folder.emblem.exists():
            new.append(NewFile(EMBLEM_FILE, self.folder.emblem.read_bytes()))
        self.archive.keep(PROFILE, new, who=who, why=why)

    def restore(self) -> None:
        """Take the description from the object, as far as there is one."""
        with suppress(Refused):
            kept = self.archive.kept(PROFILE)
            files = {file.name: file.data for file in kept.files} if kept else {}
            place = self.folder.place("work") / PROFILE_FILE
            place.write_bytes(files[PROFILE_FILE])
            profile = load(place)
            place.unlink()
            if EMBLEM_FILE in files and not self.folder.emblem.exists():
                self.folder.emblem.write_bytes(files[EMBLEM_FILE])
            with self.db.writing() as conn:
                self.settings.put(conn, profile)
