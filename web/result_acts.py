"""What may be done with a result of an indicator, by the act's name: for pages and programs."""

from collections.abc import Callable, Mapping
from typing import Final

from archive.records import RecordId
from office.evaluation.result import Result
from office.evaluation.results import Place, Said
from thai.digits import to_arabic
from web.current import actor, office

Told = Mapping[str, str]
Act = Callable[[Place, int, Told, Said], Result]


def _tell(place: Place, seen: int, told: Told, said: Said) -> Result:
    return office().standards.results.tell(place, seen, told, said, actor())


def _prove(place: Place, seen: int, told: Told, said: Said) -> Result:
    proof = {key: told.get(key, "").strip() for key in ("title", "record", "place")}
    if proof["record"]:
        id = RecordId.parse(to_arabic(proof["record"]))
        title = office().show(id, actor()).record.description.title
        proof |= {"record": str(id), "title": proof["title"] or title}
    return office().standards.results.prove(place, seen, proof, actor())


def _unprove(place: Place, seen: int, told: Told, said: Said) -> Result:
    typed = told.get("evidence", "")
    evidence = int(typed) if typed.isdecimal() else 0
    return office().standards.results.unprove(place, seen, evidence, actor())


def _review(place: Place, seen: int, told: Told, said: Said) -> Result:
    return office().standards.results.review(place, seen, said, actor())


def _report(place: Place, seen: int, told: Told, said: Said) -> Result:
    return office().standards.results.report(place, seen, told.get("krs", ""), said, actor())


def _return(place: Place, seen: int, told: Told, said: Said) -> Result:
    return office().standards.results.send_back(place, seen, told, said, actor())


def _resubmit(place: Place, seen: int, told: Told, said: Said) -> Result:
    return office().standards.results.resubmit(place, seen, told.get("answer", ""), said, actor())


def _certify(place: Place, seen: int, told: Told, said: Said) -> Result:
    return office().standards.results.certify(place, seen, said, actor())


ACTS: Final[Mapping[str, Act]] = {
    "tell": _tell,
    "prove": _prove,
    "unprove": _unprove,
    "review": _review,
    "report": _report,
    "return": _return,
    "resubmit": _resubmit,
    "certify": _certify,
}
"""Each raises ValueUnfit with every fault, ValueChanged, UnknownIndicator, NotPermitted."""
