"""The end of a register's year: closed by a person, printed, kept; then no number is given in it.

What is still open (reserved, under way, unexplained) is told and keeps the year open. Afterwards a
number is only entered after the fact, with a reason, by who keeps the register. The next year needs
no opening: it begins with number 1 on its first day, or with the number that a person sets.
"""

from dataclasses import dataclass

from archive import names
from archive.records import NewFile
from office.books import Register
from office.clock import today
from office.kept_registers import KeptRegisters
from office.office import Office
from office.permissions import Actor, require
from office.register_entries import Closing
from office.register_errors import ClosedBefore, NotYetClosed, YearGoesOn
from office.register_print import ProofPrint
from office.register_proof import KINDS, OPEN, Proof, RegisterProofs
from thai.dates import buddhist_year
from thai.digits import to_thai
from thai.text import clean

LISTED = 20  # stretches that are named


@dataclass(frozen=True)
class YearClosing:
    """Closes the years of an office's registers."""

    office: Office

    def ready(self, proof: Proof) -> bool:
        """Whether a year is over, open, holds numbers, and nothing in it is open."""
        over = proof.year < buddhist_year(today(self.office.clock))
        return over and proof.closing is None and bool(proof.last) and not proof.of(*OPEN)

    def waiting(self, year: int, actor: Actor) -> tuple[Proof, ...]:
        """Return the registers of a year that are not closed yet."""
        return tuple(
            one for one in RegisterProofs(self.office).every(year, actor) if one.closing is None
        )

    def close(self, code: str, year: int, registrar: str, actor: Actor) -> Closing:
        """Close a register and year; ``registrar`` is the name on the registrar's line.

        Raises YearGoesOn, ClosedBefore, NotYetClosed with all that is open, NotPermitted.
        """
        here, book = self.office, self.office.register(code)
        require(actor, "register", book.owner)
        here.archive.check_ready()
        if year >= buddhist_year(today(here.clock)):
            raise YearGoesOn(register=book.title, year=to_thai(str(year)))
        head, now = here.journal.head(), here.clock().isoformat()
        with here.db.writing() as conn:
            proof = RegisterProofs(here).within(conn, book, year, head)
            _check(book, proof)
            about = actor.label, now, clean(registrar) or actor.label
            counted = proof.stretches[0].first if proof.stretches else 0, proof.last, proof.counts
            closing = Closing(*about, *counted, head.seq, head.hash)
            here.registers.close(conn, code, year, closing)
            ref = f"{year}/register/{code}"
            detail = {"last": closing.last, "counts": dict(closing.counts)}
            here.journal.add(conn, actor.label, "register-closed", ref, detail, here.clock())
        self._keep(book, year, actor)
        return closing

    def _keep(self, book: Register, year: int, actor: Actor) -> None:
        """File the closing print beside the register itself."""
        proof = RegisterProofs(self.office).one(book.code, year, actor)
        printed = ProofPrint(self.office).docx(proof)
        name = names.readable(f"ปิดทะเบียน {book.title} {year}", ".docx")
        why = f"ปิดทะเบียนปี {year}"
        kept: KeptRegisters = self.office.kept
        kept.keep(book.code, year, actor.label, why, (NewFile(name, printed),))


def _check(book: Register, proof: Proof) -> None:
    year = to_thai(str(proof.year))
    if proof.closing is not None:
        raise ClosedBefore(register=book.title, year=year)
    if left := proof.of(*OPEN):
        told = [f"- เลข {one.numbers} {KINDS[one.kind]}: {one.reason}" for one in left[:LISTED]]
        more = [f"- และอีก {to_thai(str(len(left) - LISTED))} ช่วง"] if len(left) > LISTED else []
        raise NotYetClosed(register=book.title, year=year, listed="\n".join([*told, *more]))
