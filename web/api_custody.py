"""The API: custody for a watching program: audit, findings, backups, the yearly lists."""

from datetime import datetime
from pathlib import Path
from typing import Any

from office.backup_place import BackupPlace
from office.backup_runs import Run
from office.backups import Backups
from office.clock import today
from office.custody import Custody
from office.disposal import deadlines
from thai.dates import buddhist_year
from web.api import operation
from web.api_shapes import BOOL, COUNT, list_of, whole
from web.current import actor, office

SAID = {"type": "string"}
AUDIT = whole(asked=SAID, began=SAID, ended=SAID, objects=COUNT, of=COUNT, files=COUNT, size=COUNT)
FINDING = whole(object=SAID, code=SAID, where=SAID, detail=SAID, found=SAID)
RUN = whole(
    asked=SAID, who=SAID, began=SAID, ended=SAID, good=BOOL, told=SAID, renewed=COUNT, size=COUNT
)
SET = whole(name=SAID, at=SAID, records=COUNT, objects=COUNT, faults=COUNT)
LIST = whole(id=COUNT, year=COUNT, state=SAID, who=SAID, at=SAID)


@operation(
    "GET",
    "/custody",
    needs="verify",
    answer=whole(
        audit=AUDIT, findings=list_of(FINDING), journal=whole(number=COUNT, hash=SAID), well=BOOL
    ),
)
def api_custody() -> Any:
    """Tell how far the audit is, all that it found, and the journal's head."""
    kept, head = Custody(office()), office().journal.head()
    found = [
        {
            "object": one.name,
            "code": one.fault.code,
            "where": one.fault.where,
            "detail": one.fault.detail,
            "found": one.found.isoformat(),
        }
        for one in kept.findings(actor())
    ]
    return {
        "audit": _audit(kept),
        "findings": found,
        "journal": {"number": head.seq, "hash": head.hash},
        "well": not found,
    }


@operation("POST", "/custody/audit", needs="verify", answer=AUDIT, status=202)
def api_custody_audit() -> Any:
    """Want everything checked now, from the beginning; the worker does it."""
    kept = Custody(office())
    kept.ask(actor())
    return _audit(kept)


@operation(
    "GET",
    "/backups",
    needs="administer",
    answer=whole(folder=SAID, last=SAID, late=BOOL, runs=list_of(RUN), sets=list_of(SET)),
)
def api_backups() -> Any:
    """Tell where backups go, the last good one, the newest runs, and what can be restored."""
    state = Backups(office()).state()
    sets = BackupPlace(Path(state.folder)).sets() if state.folder else []
    return {
        "folder": state.folder,
        "last": _moment(state.last.ended if state.last else None),
        "late": state.late,
        "runs": list(map(_run, state.runs)),
        "sets": [
            {
                "name": one.name,
                "at": one.at.isoformat(),
                "records": one.records,
                "objects": one.objects,
                "faults": one.faults,
            }
            for one in sets[::-1]
        ],
    }


@operation("POST", "/backups", needs="administer", answer=RUN, status=202)
def api_backup_now() -> Any:
    """Ask for a backup now; the worker makes it."""
    backups = Backups(office())
    backups.ask(actor())
    return _run(backups.state().runs[0])


@operation(
    "GET",
    "/disposals",
    needs="retain",
    answer=whole(year=COUNT, expired=COUNT, deadlines={"type": "object"}, lists=list_of(LIST)),
)
def api_disposals() -> Any:
    """Tell what has expired, the deadlines of the year, and the yearly lists, newest first."""
    year = buddhist_year(today(office().clock))
    lists = [
        {
            "id": one.id,
            "year": one.year,
            "state": one.state,
            "who": one.who,
            "at": one.at.isoformat(),
        }
        for one in office().disposals.every(actor())
    ]
    days = {name: day.isoformat() for name, day in vars(deadlines(year)).items()}
    expired = len(office().disposals.expired(year))
    return {"year": year, "expired": expired, "deadlines": days, "lists": lists}


def _audit(kept: Custody) -> dict[str, Any]:
    now = kept.state()
    return {
        "asked": now.asked,
        "began": _moment(now.began),
        "ended": _moment(now.ended),
        "objects": now.objects,
        "of": now.of,
        "files": now.files,
        "size": now.size,
    }


def _run(run: Run) -> dict[str, Any]:
    return {
        "asked": run.asked.isoformat(),
        "who": run.who,
        "began": _moment(run.began),
        "ended": _moment(run.ended),
        "good": run.good,
        "told": run.told,
        "renewed": run.renewed,
        "size": run.size,
    }


def _moment(at: datetime | None) -> str:
    """Spell a moment; "" for none."""
    return at.isoformat() if at else ""
