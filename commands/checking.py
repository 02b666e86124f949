"""The command check: what is wrong in .docx files, and corrected copies of them."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

from commands.speaking import bytes_of, opened, say, show_json
from office.check_errors import CopyNotWritten
from office.checking import Given
from office.errors import NoOfficeHere
from templates.proof.findings import Finding, Place, Severity
from templates.proof.kinds import TITLES
from templates.proof.proof import Mended, Proof, judged, mended
from thai.errors import Refused

Judge = Callable[[bytes], Proof]
Mend = Callable[[bytes], Mended]
MOST_SHOWN = 3
"""Places of one finding that are written out; the rest are counted."""
NO_OFFICE = "ไม่มีสำนักงานในโฟลเดอร์ข้อมูล จึงตรวจโดยไม่เทียบทะเบียนและรายชื่อ"


def check(args: Namespace) -> str | None:
    """Check files; "refused" where anything is against a rule, or a file cannot be checked."""
    judge, mend = _acts(args)
    right = True
    for path in _files(args.file):
        try:
            docx = bytes_of(path)
            proof = judge(docx)
            _told(args, path, proof)
            right &= proof.is_right
            if args.out and proof.fixable:
                _mended(args.out, path, mend(docx))
        except Refused as refused:
            right = False
            if args.json:
                show_json({"file": str(path), "refused": str(refused)})
            else:
                say(f"{path}: {refused}")
    return None if right else "refused"


def _acts(args: Namespace) -> tuple[Judge, Mend]:
    """Return how to check and to correct: with the office's registers and people, if it is here."""
    try:
        here, actor = opened(args)
    except NoOfficeHere:
        say(NO_OFFICE)
        return lambda docx: judged(docx, args.kind), lambda docx: mended(docx, args.kind)
    return (
        lambda docx: here.checking.check(docx, actor, args.kind),
        lambda docx: here.checking.mend(docx, actor, args.kind),
    )


def _files(given: list[Path]) -> Iterator[Path]:
    """Yield the files; a folder stands for the .docx files in it (Word's own locks left out)."""
    for path in given:
        if path.is_dir():
            yield from sorted(one for one in path.glob("*.docx") if not one.name.startswith("~$"))
        else:
            yield path


def _told(args: Namespace, path: Path, proof: Proof) -> None:
    if args.json:
        show_json({"file": str(path)} | proof.document)
        return
    counts = " · ".join(f"{one} {proof.count(one)}" for one in Severity)
    print(f"{path}: {TITLES[proof.kind]} · {counts}")
    for one in proof.findings:
        print(f"  {one.severity:<10}{one.rule.title}: {one.found} → {one.wanted}")
        print(f"            {_where(one)} · {one.rule.code}{' · แก้ให้ได้' if one.fixable else ''}")


def _where(finding: Finding) -> str:
    shown = " | ".join(_place(place) for place in finding.places[:MOST_SHOWN])
    rest = finding.count - len(finding.places[:MOST_SHOWN])
    return shown + (f" | และอีก {rest} แห่ง" if rest > 0 else "")


def _place(place: Place) -> str:
    if place.paragraph is None:
        return place.part
    page = f" หน้า {place.page}" if place.page else ""
    return f"ย่อหน้าที่ {place.paragraph}{page} “{place.words}”"


def _mended(folder: Path, path: Path, copy: Mended) -> None:
    """Write the corrected copy beside no other: a file of that name is never written over."""
    target = folder / Given(path.name, b"").corrected_name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            out.write(copy.docx)
    except FileExistsError as error:
        raise CopyNotWritten(file=target, why="มีไฟล์ชื่อนี้อยู่แล้ว และจะไม่เขียนทับ") from error
    except OSError as error:
        raise CopyNotWritten(file=target, why="เขียนลงโฟลเดอร์นี้ไม่ได้ โปรดเลือกโฟลเดอร์อื่น") from error
    say(f"สำเนาที่แก้แล้ว: {target} (ยังเหลือ {len(copy.proof.findings)} ข้อ)")
