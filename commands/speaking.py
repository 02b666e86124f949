"""What every command needs: opening the office, telling a person, telling a program."""

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from office.answers import absent
from office.clock import now, today
from office.errors import FileNotReadable
from office.office import Office
from office.permissions import Actor
from office.print_set import Printed
from thai.dates import parse_date


def say(sentence: str) -> None:
    """Tell the person something that is not the result."""
    print(sentence, file=sys.stderr)


def show_json(value: object) -> None:
    """Write one result as a line of JSON."""
    print(json.dumps(value, ensure_ascii=False, default=str))


def opened(args: Namespace) -> tuple[Office, Actor]:
    """Open the data folder, finish what a crash left, and find out who acts."""
    office = Office.open(args.data)
    recovered = office.recover()
    for id in recovered.records:
        say(f"ทำงานที่ค้างไว้เสร็จแล้ว: {id}")
    for fault in recovered.faults:
        say(str(fault))
    return office, office.actor(args.user)


def day(text: str) -> date | None:
    """Read a date as clerks type it; "" is none. Raises the date's refusals."""
    return parse_date(text, today(now)) if text else None


def warn(warnings: Sequence[str]) -> None:
    """Tell what does not stop a document, but should be looked at."""
    for warning in warnings:
        say(f"ข้อสังเกต: {warning}")


def put(made: Printed, folder: Path) -> None:
    """Write a print into a folder, which is made where there is none, and say where it lies."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / made.name
    path.write_bytes(made.data)
    print(path)


def bytes_of(path: Path) -> bytes:
    """Read a file that the user named; raises FileNotReadable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileNotReadable(file=path, why=absent(error)) from error
