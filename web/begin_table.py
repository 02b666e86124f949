"""A table of indicators that is pasted where an evaluation is begun, in place of their names."""

from collections.abc import Mapping
from dataclasses import replace

from flask import request

from office.evaluation.indicators import read_rows
from office.evaluation.sheets import KIND
from office.evaluation.table_file import rows_in
from office.procedures.beginning import named
from office.procedures.planning import Situation
from office.procedures.procedure import TARGETS
from templates.errors import Problem
from thai.errors import Refused
from web.current import office

Rows = list[Mapping[str, str]]


def with_table(told: Situation) -> tuple[Situation, Rows, list[Problem]]:
    """Return a case's situation with the indicators that were pasted, their rows, and all faults.

    Where only names were typed there is no row.
    """
    typed = request.form.get(KIND, "")
    if "\t" not in typed:
        return told, [], []
    try:
        rows = rows_in("ตาราง", typed.encode())
    except Refused as refused:
        return told, [], [Problem(KIND, TARGETS[KIND], str(refused))]
    faults = read_rows(rows, office().profile)[1]
    names = named(KIND, [row.get("name", "") for row in rows])
    others = [one for one in told.targets if one.kind != KIND]
    wrong = [Problem(KIND, one.label, one.message) for one in faults]
    return replace(told, targets=[*others, *names]), rows, wrong
