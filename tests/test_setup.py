"""Set-up: all is pinned and hashed, nothing tied to a host, and what is missing is said."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = {name.split(".")[0] for name in PROJECT["tool"]["setuptools"]["packages"]}
LOCKS = [ROOT / f"requirements{kind}.lock" for kind in ("", "-test", "-ocfl")]
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")


def pinned(lock: Path) -> dict[str, str]:
    """Return name and version of every package of a lock file."""
    found = re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(found)


def shell(folder: Path, commands: str) -> str:
    """Run commands with the functions of ``run``, which itself does nothing; return all output."""
    functions = (ROOT / "run").read_text(encoding="utf-8").removesuffix('main "$@"\n')
    script = folder / "functions"
    script.write_text(f"{functions}\n{commands}\n", encoding="utf-8")
    ran = subprocess.run(["bash", script], capture_output=True, text=True, check=False)
    return ran.stdout + ran.stderr


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_pinned_package_has_hashes_and_no_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    for entry in re.split(r"\n(?=[a-z])", text)[1:]:
        assert "--hash=sha256:" in entry, entry
    assert "://" not in text and "index-url" not in text


def test_the_locks_hold_every_direct_dependency() -> None:
    direct = {re.split(r"[<>=\[]", line)[0] for line in PROJECT["project"]["dependencies"]}
    assert direct <= set(pinned(LOCKS[0]))
    assert pinned(LOCKS[0]).items() <= pinned(LOCKS[1]).items()


def test_every_direct_dependency_is_explained() -> None:
    told = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for line in PROJECT["project"]["dependencies"]:
        assert f"| {re.split(r'[<>=]', line)[0]} " in told, line


@pytest.mark.slow
def test_what_nobody_imports_is_no_dependency() -> None:
    called = {"pyyaml": "yaml", "pillow": "PIL", "argon2-cffi": "argon2", "fonttools": "fontTools"}
    called["zxing-cpp"] = "zxingcpp"
    code = "".join(p.read_text(encoding="utf-8") for r in ROOMS for p in (ROOT / r).rglob("*.py"))
    for line in PROJECT["project"]["dependencies"]:
        name = re.split(r"[<>=]", line)[0]
        assert re.search(rf"\b(import|from) {called.get(name, name)}\b", code), name


def test_nobody_else_owns_our_top_level_names() -> None:
    """An application of plain names must own its environment: web.py, say, has a package web."""
    owners = packages_distributions()
    for name in (*ROOMS, *PROJECT["tool"]["setuptools"]["py-modules"]):
        assert set(owners.get(name, ["saraban"])) == {"saraban"}, name


@needs_bash
def test_the_script_names_no_host(tmp_path: Path) -> None:
    for name in ("run", ".ci/run"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")


@needs_bash
def test_what_is_missing_is_said_in_two_languages_with_the_command(tmp_path: Path) -> None:
    said = shell(tmp_path, "tell_missing libreoffice-writer-nogui poppler-utils")
    assert "Missing: libreoffice-writer-nogui poppler-utils" in said
    assert "ยังขาด: libreoffice-writer-nogui poppler-utils" in said
    assert re.search(r"apt-get install .*libreoffice-writer-nogui poppler-utils\n", said)


@needs_bash
@pytest.mark.parametrize(
    ("there", "installed", "missing"),
    [
        (("sw", "sc", "sd"), "", ""),
        (("sw",), "", "libreoffice-calc-nogui libreoffice-impress-nogui"),
        (("sw", "sc"), " installed", "libreoffice-impress"),  # a desktop's own LibreOffice stays
        ((), "", ""),  # it came from elsewhere, and its parts are not known
    ],
)
def test_what_opens_tables_and_slides_is_installed_like_the_writer(
    tmp_path: Path, there: tuple[str, ...], installed: str, missing: str
) -> None:
    for part in there:
        (tmp_path / f"lib{part}lo.so").touch()
    (tmp_path / "soffice").touch(mode=0o755)
    said = shell(
        tmp_path,
        f"""
        PATH={tmp_path}:$PATH
        dpkg-query() {{ echo "install ok{installed}"; }}
        libreoffice_is_old() {{ false; }}
        missing_packages | grep libreoffice
        """,
    )
    assert said.split() == missing.split()
    told = shell(tmp_path, f"tell_missing python3-uno {missing}")
    assert ("ไม่มีฉบับ PDF ให้ดู" in told) is bool(missing)


@needs_bash
def test_one_package_that_is_unknown_does_not_keep_the_others_away(tmp_path: Path) -> None:
    said = shell(
        tmp_path,
        """
        have() { :; }; as_root() { :; }; say() { :; }; debian_release() { :; }
        apt_install() { case "$*" in *calc*) return 1;; esac; echo "$*"; }
        install_packages libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils
        """,
    )
    assert said.split() == ["libreoffice-writer-nogui", "poppler-utils"]


@needs_bash
def test_an_older_libreoffice_is_marked_and_a_newer_one_is_not(tmp_path: Path) -> None:
    for version, old in (("7.4", True), ("24.2", True), ("25.2", False), ("26.2", False)):
        said = shell(tmp_path, f"libreoffice_version() {{ echo {version}; }}; tell_missing")
        assert ("คำเตือน" in said) is old, version


@needs_bash
def test_the_backports_come_from_the_machines_own_mirror(tmp_path: Path) -> None:
    """apt itself reads both formats of its sources; the first bookworm archive is the mirror."""
    said = shell(
        tmp_path,
        """
        apt-get() { printf 'http://mirror.test/debian/ bookworm\\nhttp://x.test/ stable\\n'; }
        apt-cache() { echo 'Candidate: 7.4'; }
        as_root() { [ "$1" != tee ] || cat >&2; }
        add_backports
        """,
    )
    assert "URIs: http://mirror.test/debian/\nSuites: bookworm-backports\n" in said


@needs_bash
def test_with_everything_there_nothing_is_installed_again(tmp_path: Path) -> None:
    said = shell(
        tmp_path,
        """
        missing_packages() { :; }
        document_fonts() { :; }
        mkdir -p .venv/bin; touch pyproject.toml requirements.lock
        printf '#!/bin/sh\necho "installs" $1 $2 $3\n' >.venv/bin/python
        chmod +x .venv/bin/python; cp .venv/bin/python .venv/bin/pip
        setup; echo again; setup; echo changed >pyproject.toml; setup
        """,
    )
    assert said.split("again") == [
        2 * "installs -m pip install\n",
        "\n" + 2 * "installs -m pip install\n",
    ]


@pytest.mark.slow
def test_a_wheel_carries_forms_samples_and_data(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for room in ROOMS:
        shutil.copytree(ROOT / room, source / room, ignore=shutil.ignore_patterns("__pycache__"))
    for path in filter(
        Path.exists, map(ROOT.joinpath, ("pyproject.toml", "README.md", "saraban.py"))
    ):
        shutil.copy(path, source)
    kept = {p.relative_to(source).as_posix() for p in source.glob("*/**/*") if p.is_file()}
    build = "import setuptools.build_meta as b, sys; b.build_wheel(sys.argv[1])"
    built = subprocess.run(
        [sys.executable, "-c", build, tmp_path], cwd=source, capture_output=True, check=False
    )
    assert built.returncode == 0, built.stderr.decode()
    inside = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    assert len(kept) > 100
    assert kept - inside == set()
