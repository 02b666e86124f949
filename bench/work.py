"""Times of the pages of work with a hundred meetings behind them: ``python -m bench.work``.

Ten years of meetings, 100 of them with 20 resolutions each; the last three meetings and a tenth of
the resolutions are open. Ten evaluations, a year each, of 40 indicators, every round of them told,
proved and reported to KRS; the last is open. One user asks, in this process,
without a network. What the processor needed stands beside what the clock said: on a loaded machine
the two are far apart. The day has 199 items, for it opens with all that is left.
"""

import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Connection, insert, update

from bench.ready import come_in
from office.evaluation.rounds import ENDS
from office.evaluation.tables import evidence, results
from office.office import Office, operator
from office.procedures import tables
from office.procedures.followed import CLOSED, REPORTED, take
from office.procedures.planning import Situation, Target
from office.profile import SAMPLE, load
from thai.digits import to_thai

MEETINGS, EACH, OPEN, ASKED = 100, 20, 3, 40
YEARS, INDICATORS = 10, 40
NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
ME = operator()
PEOPLE = ("p02", "p03", "p05", "p06", "p07", "p08", "p09", "p10")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office.create(Path(folder) / "office", load(SAMPLE), lambda: NOW)
        world(office)
        years(office)
        report(come_in(office, "p15"))
        office.close()


def world(office: Office) -> None:
    """Hold a hundred meetings."""
    for number in range(MEETINGS):
        held = date(2017, 1, 15) + timedelta(days=number * 36)
        case = office.cases.begin("meeting", about(office, number, held), ME).id
        with office.db.writing() as conn:
            take(conn, case, f"{held.year + 543}/minutes/{number:04}", minutes(held), {})
            if number < MEETINGS - OPEN:
                done = update(tables.rows).where(tables.rows.c.case == case)
                conn.execute(done.values(state="done", done_on=held.isoformat()))
                ended = update(tables.cases).where(tables.cases.c.id == case)
                conn.execute(ended.values(state="closed"))
    with office.db.writing() as conn:
        r = tables.resolutions.c
        conn.execute(update(tables.resolutions).where(r.id % 10 != 0).values(state=CLOSED))
        for id in range(1, MEETINGS * EACH + 1):
            told = {"resolution": id, "text": "ดำเนินการแล้ว " * 20, "state": REPORTED}
            by = {"told_by": "กลุ่มแผน", "recorded_by": "p15", "on": "2026-01-05", "at": NOW}
            conn.execute(insert(tables.reports).values(told | by))


def years(office: Office) -> None:
    """Evaluate ten years."""
    for year in range(YEARS):
        be = 2561 + year
        one = (Target("indicator", "i0", "ตัวชี้วัดที่ 0"),)
        days = {"briefing": date(be - 544, 11, 2), "m6": date(be - 543, 4, 9)}
        days |= {"m9": date(be - 543, 7, 9), "m12": date(be - 543, 10, 8)}
        case = office.cases.begin(
            "evaluation", Situation({"year": to_thai(str(be))}, days, one), ME
        )
        office.standards.sheets.take(case.id, 1, (sheet(n) for n in range(INDICATORS)), ME)
        with office.db.writing() as conn:
            for n, round in product(range(INDICATORS), ENDS):
                tell(conn, case.id, f"i{n}", round, days[round])
            if year < YEARS - 1:
                ended = update(tables.cases).where(tables.cases.c.id == case.id)
                conn.execute(ended.values(state="closed"))


def sheet(n: int) -> dict[str, str]:
    """An indicator with its levels, hosts and people."""
    levels = {f"s{level}": str(60 + 5 * level) for level in range(1, 6)}
    told = {"code": f"i{n}", "name": f"ตัวชี้วัดที่ {n}", "weight": "2.5", "goal": "85", "lead": "plan"}
    return told | levels | {"supervisor": "p02", "collector": "p20"}


def tell(conn: Connection, case: int, target: str, round: str, on: date) -> None:
    """Write a reported result with its evidence."""
    names = (column.name for column in results.columns if column.name != "id")
    row: dict[str, Any] = dict.fromkeys(names, "") | {"case": case, "target": target}
    row |= {"round": round, "value": "81.37", "reported_value": "81.37", "version": 4}
    row |= dict.fromkeys(("told_on", "reviewed_on", "reported_on"), on.isoformat())
    key = conn.execute(insert(results).values(row)).inserted_primary_key
    assert key is not None
    proof = {"title": "ทะเบียนผล", "record": "", "place": "แฟ้ม ๓", "who": "p20", "at": NOW}
    conn.execute(insert(evidence).values(proof | {"result": key[0]}))


def about(office: Office, number: int, held: date) -> Situation:
    said = to_thai(f"{number % 10 + 1}/{held.year + 543}")
    groups = (Target("group", id, name) for id, name in office.profile.group_names.items())
    invited = (Target("invitee", id, id) for id in PEOPLE)
    words = {"body": "การประชุมผู้บริหารการศึกษา", "no": said, "place": "ห้องประชุมดอกคูน"}
    return Situation(words, {"meeting_date": held}, (*groups, *invited))


def minutes(held: date) -> dict[str, Any]:
    """Minutes of twenty items, each of which gives a task."""
    items = [{"title": f"เรื่องเสนอพิจารณาที่ {n} ของปี {held.year + 543}"} for n in range(EACH)]
    due = (held + timedelta(days=30)).isoformat()
    sections = [
        {
            "agenda": f"1.{n}",
            "resolution": "ที่ประชุมเห็นชอบตามที่เสนอ",
            "actions": [{"task": f"ดำเนินการเรื่องที่ {n}", "owner_group": "all", "due": due}],
        }
        for n in range(1, EACH + 1)
    ]
    return {"agenda": [{"title": "พิจารณา", "items": items}], "minutes": {"sections": sections}}


def pages() -> Iterator[tuple[str, str]]:
    yield "open cases", "/work"
    yield "closed cases", "/work?state=closed"
    yield "closed cases, last page", "/work?state=closed&page=4"
    yield "an open case", f"/work/{MEETINGS}"
    yield "a closed case", "/work/1"
    yield "resolutions to follow", "/work/resolutions"
    yield "a resolution", "/work/resolutions/1000"
    yield "the day of a meeting", f"/work/{MEETINGS}/day"
    yield "who came", f"/work/{MEETINGS}/day/people"
    last = MEETINGS + YEARS
    yield "an evaluation", f"/work/{last}"
    yield "its indicators", f"/work/{last}/indicators"
    yield "a result", f"/work/{last}/result?target=i0&round=m6"
    yield "ten years side by side", "/work/indicators"
    yield "its evidence book", f"/work/{last}/book"
    yield "my work", "/my-work"


def report(client: FlaskClient) -> None:
    for title, path in pages():
        client.get(path)
        told = [asked(client, path) for _ in range(ASKED)]
        clock, busy = (sorted(times) for times in zip(*told, strict=True))
        half, most = ASKED // 2, -ASKED // 20
        print(
            f"{title:28} median {clock[half]:6.1f} ms  p95 {clock[most]:6.1f} ms"
            f"  processor: median {busy[half]:6.1f} ms  p95 {busy[most]:6.1f} ms"
        )


def asked(client: FlaskClient, path: str) -> tuple[float, float]:
    """Return the milliseconds of the clock and of the processor that a page takes."""
    clock, busy = time.perf_counter(), time.process_time()
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return (time.perf_counter() - clock) * 1000, (time.process_time() - busy) * 1000


if __name__ == "__main__":
    main()
