"""The lines that count a register and are signed for, and the print that proves a year of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from office.office import Office
from office.print_set import Printed
from office.printing import Printing
from office.register_proof import KINDS, LOST, VOID, Proof
from thai.dates import BANGKOK, format_date
from thai.digits import to_thai

SIGNED = "ลงชื่อ ……………………………………………… เจ้าหน้าที่ทะเบียน  วันที่ ………………………………"


@dataclass(frozen=True)
class ProofPrint:
    """Prints what explains each number of a register and year."""

    office: Office

    def printed(self, proof: Proof, ending: str) -> Printed:
        """Return the print, "docx" or "pdf"; raises TooManyLines and what keeps a PDF away."""
        title = "ปิดทะเบียน" if proof.closing else "ตรวจเลขทะเบียน"
        rows = [
            {
                "numbers": one.numbers,
                "count": to_thai(f"{one.count:,}"),
                "kind": KINDS[one.kind],
                "reason": to_thai(one.reason),
            }
            for one in proof.stretches
        ]
        heading = f"{title} {proof.register.title}"
        under, after = (f"พ.ศ. {proof.year}",), counted(proof)
        printing = Printing(self.office)
        return printing.rows("register-proof", rows, under, ending, heading=heading, after=after)

    def docx(self, proof: Proof) -> bytes:
        """Return the print as Word has it."""
        return self.printed(proof, "docx").data


def counted(proof: Proof) -> tuple[str, ...]:
    """Return the lines below a register: first and last number, counts, the journal, who signs.

    What changed after the closing is counted as it stands now, and what was closed below it.
    """
    first = proof.stretches[0].first if proof.stretches else 0
    lines = [*_counts(first, proof.last, proof.counts), _head(proof.head.seq, proof.head.hash)]
    if closing := proof.closing:
        day = datetime.fromisoformat(closing.at).astimezone(BANGKOK).date()
        closed = f"ปิดเมื่อ {format_date(day, 'letter')} โดย {closing.registrar}"
        then = _head(closing.head_seq, closing.head_hash)
        if proof.counts == closing.counts:
            lines = [*lines[:2], then, closed]
        else:
            at_closing = _counts(closing.first, closing.last, closing.counts)
            lines += [f"{closed} ขณะปิด:", *at_closing, then]
    return (*lines, SIGNED)


def _counts(first: int, last: int, counts: Mapping[str, int]) -> tuple[str, str]:
    told = " · ".join(f"{KINDS[kind]} {total:,}" for kind, total in counts.items())
    missing = counts.get(LOST, 0)
    return (
        to_thai(f"เลขแรก {first} เลขสุดท้าย {last} · {told}") if told else "ยังไม่มีเลข",
        to_thai(f"ยกเลิก {counts.get(VOID, 0):,} เลข · ขาดโดยไม่มีคำอธิบาย {missing:,} เลข"),
    )


def _head(seq: int, hash: str) -> str:
    return f"บันทึกการใช้งานลำดับที่ {to_thai(f'{seq:,}')} ค่าตรวจ {hash[:32]}"
