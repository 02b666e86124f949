"""The service that the documentation gives is one that systemd takes, and runs what there is."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commands.grammar import parser

RUNNING = (Path(__file__).parent.parent / "docs" / "running.md").read_text(encoding="utf-8")


def unit() -> str:
    """The unit file as it stands in the documentation."""
    block = re.search(r"^    \[Unit\]\n(?:(?:    .*)?\n)+", RUNNING, re.MULTILINE)
    assert block
    return re.sub(r"^    ", "", block[0], flags=re.MULTILINE)


def start() -> list[str]:
    found = re.search(r"^ExecStart=(.+)$", unit(), re.MULTILINE)
    assert found
    return shlex.split(found[1])


def test_the_service_starts_what_the_command_line_takes() -> None:
    told = parser().parse_args(start()[1:])
    assert told.command == "serve"
    assert f"ReadWritePaths={told.data}" in unit()
    assert f"RequiresMountsFor={told.data}" in unit()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
def test_systemd_understands_every_line(tmp_path: Path) -> None:
    told = unit().replace(start()[0], sys.executable)
    if not complaints(tmp_path / "wrong.service", told + "NoSuchWord=yes\n"):
        pytest.skip("systemd-analyze does not work here")
    assert complaints(tmp_path / "saraban.service", told) == []


def complaints(place: Path, told: str) -> list[str]:
    """What systemd says about a unit; that of others on this machine is left out."""
    place.write_text(told, encoding="utf-8")
    words = ["systemd-analyze", "verify", str(place)]
    said = subprocess.run(words, capture_output=True, text=True, check=False).stderr
    return [line for line in said.splitlines() if place.name in line]
