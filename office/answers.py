"""Answer files: TOML, YAML or JSON, told apart by their name, read into one plain mapping."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from office.errors import FileNotReadable
from thai.digits import to_thai

MOST = 5_000_000  # bytes


def load(path: Path) -> dict[str, Any]:
    """Return the answers in a file; raises FileNotReadable with the reason and the place."""
    try:
        if path.stat().st_size > MOST:
            raise FileNotReadable(file=path.name, why=f"ใหญ่เกิน {MOST:,} ไบต์")
        text = path.read_text(encoding="utf-8-sig")
        answers = _parse(path.suffix.lower(), text)
    except OSError as error:
        raise FileNotReadable(file=path.name, why=absent(error)) from error
    except UnicodeDecodeError as error:
        raise FileNotReadable(file=path.name, why="ไม่ใช่ข้อความ UTF-8") from error
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise FileNotReadable(file=path.name, why=_misspelt(path, error)) from error
    if not isinstance(answers, dict):
        raise FileNotReadable(file=path.name, why="ต้องเป็นรายการ ชื่อ: ค่า")
    return answers


def absent(error: OSError) -> str:
    """Say why a file that a person named cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return "ไม่พบไฟล์ โปรดตรวจชื่อและโฟลเดอร์"
    if isinstance(error, IsADirectoryError):
        return "เป็นโฟลเดอร์ โปรดระบุไฟล์"
    return "ไม่มีสิทธิ์อ่าน หรือดิสก์ขัดข้อง"


def _misspelt(path: Path, error: Exception) -> str:
    """Say where a file breaks its format's rules; the libraries tell lines from 1 or from 0."""
    kind = path.suffix.lower().lstrip(".")
    told = kind.upper() if kind in ("toml", "json") else "YAML"
    line = _line_of(error)
    where = f"ที่บรรทัด {to_thai(str(line))} หรือก่อนหน้านั้น" if line else ""
    if "end of document" in str(error):
        where = "ที่ท้ายไฟล์"
    return f"เขียนผิดรูปแบบ {told} {where}".rstrip() + " โปรดตรวจเครื่องหมาย วงเล็บ และย่อหน้า แล้วสั่งใหม่"


def _line_of(error: Exception) -> int:
    """Return the line that a parser complains about, 0 where it names none."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return int(error.problem_mark.line) + 1
    if isinstance(error, json.JSONDecodeError):
        return error.lineno
    found = re.search(r"line (\d+)", str(error))
    return int(found[1]) if found else 0


def _parse(suffix: str, text: str) -> object:
    if suffix == ".toml":
        return tomllib.loads(text)
    if suffix == ".json":
        return json.loads(text)
    return yaml.safe_load(text)


def to_json(answers: Mapping[str, Any]) -> str:
    """Return answers as JSON text; dates and times become ISO text, which forms read back."""
    return json.dumps(answers, ensure_ascii=False, sort_keys=True, indent=1, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    return str(value)
