"""Page times at N records, alone and with 20 users at once: ``python -m bench.web [N]``.

The office is made once and kept in ``$SARABAN_BENCH`` (else in the user's cache folder).

The office is served by waitress in a process of its own, as ``saraban serve`` does it, and asked
over loopback. Every user has a page in hand all the time (no pause to read), which is far more
than 20 people do. The yardstick beside it is the health page: what the server needs at the least.
"""

import http.client
import json
import logging
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import waitress  # type: ignore[import-untyped]

from archive.passages import Passage, Text
from archive.records import Description, Fact, NewFile, RecordId, Signer
from bench.ready import come_in, kept
from office.clock import now
from office.office import Office
from office.phrases import Composer
from office.profile import SAMPLE, load
from office.registers import Claim, Entry, Stamp
from web.app import create
from web.serving import THREADS

RECORDS, USERS, SECONDS = 20_000, 20, 6.0
WORLD = 2  # counts up when the office is made otherwise
STEP = 200  # records between two transactions
KINDS = ("memo", "letter", "announcement")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    data = filled(count)
    cookie = log_in(data)
    port = multiprocessing.get_context("spawn").Value("i", 0)
    served = multiprocessing.get_context("spawn").Process(target=serve, args=(data, port))
    served.start()
    while not port.value:
        time.sleep(0.1)
    try:
        report(int(port.value), cookie, pages())
    finally:
        served.terminate()
        served.join()


def filled(count: int) -> Path:
    """Return the data folder of an office with that many records; made when it is not there."""
    return kept(f"web-{WORLD}", count, world)


def world(data: Path, count: int) -> None:
    """Fill an office straight through archive and registers.

    Nothing is synced to the disk meanwhile: an office that lives for minutes may be lost.
    """
    os.fsync = lambda fd: None
    office = Office.create(data, load(SAMPLE))
    composer = Composer(office.profile, 2569)
    first, last = date(2024, 1, 2), date(2026, 9, 30)
    for start in range(0, count, STEP):
        filed = []
        for number in range(start, min(start + STEP, count)):
            day = first + (last - first) * number / count
            filed.append((day, composer.letter(day).answers))
        _file(office, filed)
    office.index.catch_up()
    office.close()


def _file(office: Office, filed: Sequence[tuple[date, Mapping[str, Any]]]) -> None:
    """Give numbers to some letters, file them and enter them, each kind of step in one go."""
    book, stamp = office.register("letters"), Stamp("bench", now())
    rows, records = [], []
    with office.db.writing() as conn:
        for day, told in filed:
            id = office.archive.next_id(conn, day.year + 543, "letter")
            claim = Claim(day, str(told["subject"]), "กลุ่ม", str(told["to"]), str(id))
            row = office.registers.claim(conn, book, claim, stamp)
            rows.append((id, office.registers.settle(conn, row, str(id)), told, day))
    for id, row, told, day in rows:
        about = _about(id, row, told, day)
        body = "\n".join(map(str, told["body"]))
        text = Text((Passage(about.title, body),)).to_json()
        new = [NewFile("หนังสือ.txt", body.encode()), NewFile("text.json", text)]
        records.append(office.archive.accession(id, about, new, "bench", "bench"))
    with office.db.writing() as conn:
        for record in records:
            office.archive.enter(conn, record)
            office.journal.add(conn, "bench", "issued", str(record.id), {}, now())


def _about(id: RecordId, row: Entry, told: Mapping[str, Any], day: date) -> Description:
    return Description(
        type=KINDS[id.sequence % 3],
        series="letter",
        title=str(told["subject"]),
        number=row.printed,
        register=row.register,
        register_year=row.year,
        register_number=row.number,
        dated=day,
        filed_at=datetime.now(UTC),
        receiver=row.receiver,
        category=str(id.sequence % 7 + 1),
        retention="normal",
        signer=Signer("นายสมมติ  ตัวอย่างดี"),
        case=f"เรื่องที่ {id.sequence % 400}" if id.sequence % 5 == 0 else "",
        facts=_facts(id.sequence, day),
    )


def _facts(sequence: int, day: date) -> tuple[Fact, ...]:
    """Say what happened to a document: nine of ten are signed, four of five of these are sent."""
    if sequence % 10 == 0:
        return ()
    signed = Fact("signed", on=day, by="นายสมมติ  ตัวอย่างดี")
    if sequence % 5 == 1:
        return (signed,)
    return signed, Fact("sent", on=day, note="ทางไปรษณีย์ ถึง โรงเรียนทุกแห่ง", other={"way": "post"})


def log_in(data: Path) -> str:
    """Log somebody in and return the cookie."""
    office = Office.open(data)
    office.recover()
    cookie = come_in(office, "p16").get_cookie("saraban")
    assert cookie
    office.close()
    return cookie.value


def serve(data: Path, port: Any) -> None:
    """Serve an office until terminated; tells its port."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # more users than threads: meant
    office = Office.open(data)
    server = waitress.create_server(create(office), host="127.0.0.1", port=0, threads=THREADS)
    port.value = int(server.effective_port)
    server.run()


def pages() -> dict[str, str]:
    """Return what is asked for, by name."""
    year = 2568
    return {
        "health": "/health",
        "desk": "/desk",
        "browse years": "/browse",
        "browse year": f"/browse?year={year}",
        "cases": f"/cases?year={year}",
        "due": "/due?kind=unsigned",
        "browse category": f"/browse?year={year}&category=3&order=title",
        "title filter": f"/browse?title={quote('ประชุม')}",
        "record": f"/records/{year}/letter/0042",
        "register month": f"/registers/letters/{year}?month=6",
        "register year": f"/registers/letters/{year}?month=all",
        "search word": f"/find?q={quote('ประชุม')}",
        "search question": f"/find?q={quote('กำหนดส่งรายงานผลการดำเนินงานเมื่อใด')}",
    }


def report(port: int, cookie: str, asked: dict[str, str]) -> None:
    """Print p50 and p95 in ms, alone and with all users, then all users on all pages."""
    print(
        f"{'page':<18}{'alone p50':>10}{'p95':>8}{f'{USERS} users p50':>15}{'p95':>8}{'pages/s':>9}"
    )
    # The first search of a day reads the index: everything is asked once before it is timed.
    measured(port, cookie, list(asked.values()), 1, 5.0)
    for name, path in asked.items():
        alone, _ = measured(port, cookie, [path], 1, 2.0)
        many, rate = measured(port, cookie, [path], USERS, SECONDS / 2)
        line = f"{name:<18}{at(alone, 0.5):>10.1f}{at(alone, 0.95):>8.1f}"
        print(f"{line}{at(many, 0.5):>15.1f}{at(many, 0.95):>8.1f}{rate:>9.0f}", flush=True)
    mixed, rate = measured(port, cookie, list(asked.values()), USERS, SECONDS)
    print(f"{'all, mixed':<36}{at(mixed, 0.5):>15.1f}{at(mixed, 0.95):>8.1f}{rate:>9.0f}")
    print(json.dumps({"mixed_p95_ms": round(at(mixed, 0.95), 1), "pages_per_second": round(rate)}))


def measured(
    port: int, cookie: str, paths: list[str], users: int, seconds: float
) -> tuple[list[float], float]:
    """Return every page's time in ms, sorted, and pages per second."""
    times, until = list[float](), time.perf_counter() + seconds

    def user(first: int) -> None:
        link = http.client.HTTPConnection("127.0.0.1", port)
        turn = first
        while time.perf_counter() < until:
            times.append(_once(link, paths[turn % len(paths)], cookie))
            turn += 1
        link.close()

    _together(users, user)
    return sorted(times), len(times) / seconds


def _once(link: http.client.HTTPConnection, path: str, cookie: str) -> float:
    begun = time.perf_counter()
    link.request("GET", path, headers={"Cookie": f"saraban={cookie}"})
    answer = link.getresponse()
    answer.read()
    if answer.status not in (200, 503):  # 503: the health page without a worker
        raise SystemExit(f"{path}: {answer.status}")
    return (time.perf_counter() - begun) * 1000


def _together(users: int, user: Callable[[int], None]) -> None:
    threads = [threading.Thread(target=user, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def at(times: list[float], share: float) -> float:
    """Return the time below which that share of the sorted times lies."""
    return times[min(len(times) - 1, int(len(times) * share))]


if __name__ == "__main__":
    main()
