"""What the README tells people to type is what the command line takes."""

import re
import shlex
from pathlib import Path

import pytest

from commands.grammar import parser

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for line in README.splitlines() if line.startswith("saraban ")]


def test_the_readme_names_commands() -> None:
    assert len(COMMANDS) > 10


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_readme_is_understood(line: str) -> None:
    words = shlex.split(line.partition(" >")[0], comments=True)[1:]
    assert parser().parse_args(words).command in words


def test_what_the_readme_points_at_is_there() -> None:
    for place in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / place).exists(), place
