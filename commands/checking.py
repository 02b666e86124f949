"""The command check: what is wrong in .docx files, and corrected copies of them."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

from commands.speaking import bytes_of, opened, say, show_json
from office.check_errors import CopyNotWritten
from office.check_table import HEADS, WIDTHS, refused, rows, where
from office.checking import Given
from office.errors import NoOfficeHere
from templates.proof.findings import Severity
from templates.proof.kinds import TITLES
from templates.proof.proof import Mended, Proof, judged, mended
from thai.errors import Refused
from web.lists import Columns, as_csv, as_xlsx

Judge = Callable[[bytes], Proof]
Mend = Callable[[bytes], Mended]
OTHERS = "ไม่ได้ตรวจ {count} ไฟล์ที่ไม่ใช่ .docx ใน {folder}"
NO_OFFICE = "ไม่มีสำนักงานในโฟลเดอร์ข้อมูล จึงตรวจโดยไม่เทียบทะเบียนและรายชื่อ"


def check(args: Namespace) -> str | None:
    """Check files; "refused" where anything is against a rule, or a file cannot be checked."""
    judge, mend = _acts(args)
    right, table = True, list[tuple[str, ...]]()
    for path in _files(args.file):
        try:
            docx = bytes_of(path)
            proof = judge(docx)
            table += rows(str(path), proof)
            _told(args, path, proof)
            right &= proof.is_right
            if args.out and proof.fixable:
                _mended(args.out, path, mend(docx))
        except Refused as why:
            right = False
            table.append(refused(str(path), str(why)))
            if args.json:
                show_json({"file": str(path), "refused": str(why)})
            else:
                say(f"{path}: {why}")
    if args.table:
        _tabled(args.table, table)
    return None if right else "refused"


def _tabled(target: Path, table: list[tuple[str, ...]]) -> None:
    """Write the findings of all files as CSV, or as Excel where the name ends so."""
    columns = Columns(HEADS, WIDTHS)
    excel = target.suffix.lower() == ".xlsx"
    data = as_xlsx("ผลตรวจรูปแบบ", columns, table) if excel else as_csv(columns, table)
    _written(target, data)
    say(f"ตารางผลตรวจ: {target}")


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
    """Yield the files; a folder stands for every .docx in it (Word's own locks left out)."""
    for path in given:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file())
            words = [one for one in inside if one.suffix.lower() == ".docx"]
            yield from (one for one in words if not one.name.startswith("~$"))
            if others := len(inside) - len(words):
                say(OTHERS.format(count=others, folder=path))
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
        print(f"            {where(one)} · {one.rule.code}{' · แก้ให้ได้' if one.fixable else ''}")


def _mended(folder: Path, path: Path, copy: Mended) -> None:
    """Write the corrected copy beside no other: a file of that name is never written over."""
    target = folder / Given(path.name, b"").corrected_name
    _written(target, copy.docx)
    say(f"สำเนาที่แก้แล้ว: {target} (ยังเหลือ {len(copy.proof.findings)} ข้อ)")


def _written(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            out.write(data)
    except FileExistsError as error:
        raise CopyNotWritten(file=target, why="มีไฟล์ชื่อนี้อยู่แล้ว และจะไม่เขียนทับ") from error
    except OSError as error:
        raise CopyNotWritten(file=target, why="เขียนลงโฟลเดอร์นี้ไม่ได้ โปรดเลือกโฟลเดอร์อื่น") from error
