"""The procedures that an office has: the shipped ones, and its own, which win."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from office.permissions import role_titles
from office.procedures.errors import ProcedureBroken, UnknownProcedure
from office.procedures.procedure import Procedure
from office.procedures.reader import read

SHIPPED = Path(__file__).parent.parent / "data" / "procedures"


@dataclass(frozen=True)
class ProcedureShelf:
    """Procedures by id; ``own`` is the office's folder of ``<id>.toml`` and may not exist."""

    own: Path

    def procedure(self, id: str) -> Procedure:
        """Return a procedure; raises UnknownProcedure, ProcedureBroken."""
        places = self._places()
        if id not in places:
            raise UnknownProcedure(id=id, known=", ".join(places))
        return reread(places[id].read_text(encoding="utf-8"), id)

    def all(self) -> tuple[Procedure, ...]:
        """Return every procedure that can be used, the shipped ones first."""
        found = []
        for id in self._places():
            try:
                found.append(self.procedure(id))
            except ProcedureBroken:
                continue
        return tuple(found)

    def broken(self) -> Mapping[str, ProcedureBroken]:
        """Return what is wrong with the office's own files, by id."""
        faults = {}
        for id in self._places():
            try:
                self.procedure(id)
            except ProcedureBroken as error:
                faults[id] = error
        return faults

    def _places(self) -> dict[str, Path]:
        shipped = {path.stem: path for path in sorted(SHIPPED.glob("*.toml"))}
        return shipped | {path.stem: path for path in sorted(self.own.glob("*.toml"))}


@lru_cache(maxsize=64)
def reread(source: str, id: str) -> Procedure:
    """Read a procedure from its text, as a case keeps it; raises ProcedureBroken."""
    return read(source, role_titles(), id)
