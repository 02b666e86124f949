"""A table of indicators as offices have it: Excel, CSV, pasted text, or a file of YAML."""

from collections.abc import Mapping
from typing import Any

import yaml

from indexer.bounded import bounded
from office.batch_sheet import read_sheet
from office.evaluation.errors import IndicatorsBroken
from office.evaluation.indicators import keys_of, rows_of_file
from templates.errors import Problem

NO_HEADS = "ไม่พบหัวตาราง โปรดให้บรรทัดแรกมีคำว่า ตัวชี้วัด น้ำหนัก เป้าหมาย และหัวอื่นที่ใช้"


def rows_in(name: str, data: bytes) -> list[Mapping[str, str]]:
    """Return the rows of a file by their keys; raises IndicatorsBroken, SheetUnreadable."""
    return bounded(name, _rows_in, name, data)


def _rows_in(name: str, data: bytes) -> list[Mapping[str, str]]:
    if name.lower().endswith((".yaml", ".yml")):
        return list(rows_of_file(_yaml(data)))
    sheet = read_sheet(name, data)
    keys = keys_of(sheet.heads)
    if "name" not in keys.values():
        raise IndicatorsBroken([Problem("table", "", NO_HEADS)])
    return [
        {keys[head]: cell for head, cell in line.cells.items() if head in keys}
        for line in sheet.lines
    ]


def _yaml(data: bytes) -> Mapping[str, Any]:
    try:
        told = yaml.safe_load(data)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise IndicatorsBroken([Problem("table", "", "ไฟล์ YAML อ่านไม่ได้")]) from error
    return told if isinstance(told, dict) else {}
