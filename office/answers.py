"""Answer files: TOML, YAML or JSON, told apart by their name, read into one plain mapping."""

import json
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from office.errors import FileNotReadable

MOST = 5_000_000  # bytes


def load(path: Path) -> dict[str, Any]:
    """Return the answers in a file; raises FileNotReadable with the reason and the place."""
    try:
        if path.stat().st_size > MOST:
            raise FileNotReadable(file=path.name, why=f"ใหญ่เกิน {MOST:,} ไบต์")
        text = path.read_text(encoding="utf-8-sig")
        answers = _parse(path.suffix.lower(), text)
    except OSError as error:
        raise FileNotReadable(file=path.name, why="ไม่พบแฟ้ม หรือไม่มีสิทธิ์อ่าน") from error
    except UnicodeDecodeError as error:
        raise FileNotReadable(file=path.name, why="ไม่ใช่ข้อความ UTF-8") from error
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        where = str(error).replace("\n", " ")[:200]
        raise FileNotReadable(file=path.name, why=f"เขียนผิดรูปแบบ ({where})") from error
    if not isinstance(answers, dict):
        raise FileNotReadable(file=path.name, why="ต้องเป็นรายการ ชื่อช่อง: คำตอบ")
    return answers


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
