"""LibreOffice on this machine: where it is, its locked-down profile, one conversion by itself."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from templates.errors import ConversionFailed, ConversionTimedOut

PDF_LIMIT = 200_000_000  # bytes
_MEMORY_LIMIT = 4_000_000_000  # bytes of data
_STRANGERS_LIMIT = 1_500_000_000  # the same for a document of others; most take 300 million
FILTERS = {  # always said: without it random bytes become a PDF of rubbish
    "docx": ("MS Word 2007 XML", "writer"),
    "doc": ("MS Word 97", "writer"),
    "odt": ("writer8", "writer"),
    "rtf": ("Rich Text Format", "writer"),
    "xlsx": ("Calc MS Excel 2007 XML", "calc"),
    "pptx": ("Impress MS PowerPoint 2007 XML", "impress"),
}
"""By the kind of a document: the filter that opens it, and whose export makes the PDF."""
_LIBRARIES = {"writer": "swlo", "calc": "sclo", "impress": "sdlo"}
"""By the family: how the library is called in which its program lies."""
_PDF = (
    'pdf:{family}_pdf_Export:{{"SelectPdfVersion":{{"type":"long","value":"2"}},'
    '"UseTaggedPDF":{{"type":"boolean","value":"true"}},'
    '"ReduceImageResolution":{{"type":"boolean","value":"false"}},'
    '"UseLosslessCompression":{{"type":"boolean","value":"true"}}}}'
)
# With the default profile LibreOffice fetched a linked picture and put a local file into the PDF;
# with this one, neither (measured).
_SETTINGS = (
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Writer/Content/Update", "Link", "2"),
)


def program() -> Path | None:
    """Return LibreOffice's own program, or None; SARABAN_SOFFICE in the environment wins."""
    named = os.environ.get("SARABAN_SOFFICE")
    if named:
        return Path(named) if Path(named).is_file() else None
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    for path in (Path(on_path or "soffice"), *_usual_places()):
        if path.is_file():
            inner = path.resolve().with_name("soffice.bin")  # the others start it and stay behind
            return inner if inner.is_file() else path
    return None


def _usual_places() -> list[Path]:
    if sys.platform == "win32":
        roots = {os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)")}
        return [Path(root) / "LibreOffice" / "program" / "soffice.exe" for root in sorted(roots)]
    return [Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")]


def opens(soffice: Path, kind: str) -> bool:
    """Whether this LibreOffice has the program that opens a kind; Debian packs each by itself.

    One whose parts are not known is believed to have all.
    """
    there = {each: any(_libraries(soffice, each)) for each in _LIBRARIES}
    return there[FILTERS[kind][1]] or not there["writer"]


def _libraries(soffice: Path, family: str) -> Iterator[Path]:
    for folder in (soffice.parent, soffice.parent.parent / "Frameworks"):
        yield from folder.glob(f"*{_LIBRARIES[family]}.*")


def version(soffice: Path) -> tuple[int, ...]:
    """Return LibreOffice's version, (25, 2) say, read without starting it; () where unknown."""
    for folder in (soffice.parent, soffice.parent.parent / "Resources"):
        for name in ("bootstraprc", "bootstrap.ini"):
            if (folder / name).is_file():
                text = (folder / name).read_text(encoding="utf-8", errors="replace")
                product = text.partition("ProductKey=LibreOffice ")[2].split("\n")[0]
                return tuple(int(part) for part in product.strip().split(".") if part.isdigit())
    return ()


def locked_down(profile: Path) -> None:
    """Write the profile's settings: no macros, no links followed, nothing updated."""
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items'
        ' xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )


@cache
def fence(memory: int = _MEMORY_LIMIT, *, whole: bool = False) -> tuple[str, ...]:
    """Return the words before a command that take its network away and bound memory and files.

    ``whole``: when it is killed, every process that it started dies with it. Each is left out where
    the system does not have or permit it.
    """
    no_network = [["unshare", "-n"], ["unshare", "--map-current-user", "-n"]]  # root's, anyone's
    dying = [[*words, "--pid", "--fork", "--kill-child"] for words in no_network if whole]
    bounds = ("prlimit", f"--data={memory}", f"--fsize={PDF_LIMIT}")
    alone = next(filter(_permitted, [*dying, *no_network]), ())
    return (*alone, *(bounds if _permitted(bounds) else ()))


def _permitted(words: Sequence[str]) -> bool:
    if not shutil.which(words[0]):
        return False
    return subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0


def environment(fonts: Path, profile: Path) -> dict[str, str]:
    """Return the environment of a LibreOffice that sees only the fonts of a fontconfig file.

    What it leaves behind when it is killed lies in its profile, and goes with it.
    """
    temporary = profile / "tmp"
    temporary.mkdir(exist_ok=True)
    return {**os.environ, "FONTCONFIG_FILE": str(fonts), "TMPDIR": str(temporary.resolve())}


_COLD_LOCK = "soffice-cold.lock"
_LEFT = "tmp*"  # as tempfile names them; only a conversion that holds the lock makes any


def convert_cold(
    soffice: Path, copy: bytes, work: Path, fonts: Path, seconds: float, *, kind: str = "docx"
) -> bytes:
    """Start LibreOffice for one document and return its PDF; one at a time in a work folder.

    ``kind`` is one of FILTERS.

    Raises ConversionTimedOut and ConversionFailed. A profile in which something failed is thrown
    away, so that no failure outlives its document.
    """
    profile = work / "soffice-cold"
    with FileLock(work / _COLD_LOCK), TemporaryDirectory(dir=work) as place:
        source = Path(place, f"document.{kind}")
        source.write_bytes(copy)
        (profile / ".lock").unlink(missing_ok=True)  # left by one that was killed
        if not profile.exists():
            locked_down(profile)
        try:
            said = _run(soffice, profile, source, environment(fonts, profile), seconds)
        except subprocess.TimeoutExpired as late:
            shutil.rmtree(profile, ignore_errors=True)
            raise ConversionTimedOut(seconds=round(seconds)) from late
        target = source.with_suffix(".pdf")
        if target.is_file():
            return target.read_bytes()
        shutil.rmtree(profile, ignore_errors=True)
        raise ConversionFailed(why="LibreOffice หยุดกลางคัน") from RuntimeError(said)


def sweep(work: Path) -> None:
    """Remove the documents that killed conversions left; while one runs, nothing is touched."""
    if not any(work.glob(_LEFT)):
        return
    with suppress(Timeout), FileLock(work / _COLD_LOCK, timeout=0):
        for left in work.glob(_LEFT):
            shutil.rmtree(left, ignore_errors=True)


def _run(
    soffice: Path, profile: Path, source: Path, environment: dict[str, str], seconds: float
) -> str:
    """Run one conversion; a new profile makes LibreOffice ask (81) to be started once more."""
    memory = _MEMORY_LIMIT if source.suffix == ".docx" else _STRANGERS_LIMIT
    command = [*fence(memory, whole=True), str(soffice), "--headless", "--norestore", "--nologo"]
    command += [f"-env:UserInstallation={profile.resolve().as_uri()}"]
    opens, family = FILTERS[source.suffix[1:]]
    command += ["--convert-to", _PDF.format(family=family), f"--infilter={opens}"]
    command += ["--outdir", str(source.parent), str(source)]
    log = source.with_name("said")
    for _ in range(2):
        with log.open("wb") as said:  # a pipe would wait for whatever LibreOffice left running
            ran = subprocess.run(
                command,
                env=environment,
                timeout=seconds,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=False,
            )
        if ran.returncode != 81:
            break
    return log.read_text(encoding="utf-8", errors="replace")
