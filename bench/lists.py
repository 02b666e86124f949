"""The lists of an office with 50,000 records: processor time of each page, in one thread.

    ./run bench lists [--records 50000]

Filed documents in every view, counts, charts, folders, loans, registers, the journal: they come
from the database alone, so the office is made without objects on the disk (catalogue, register and
journal are filled through the product) and kept in ``$SARABAN_BENCH`` or the user's cache. The
time is the processor's of the thread that answers: the load of the machine cannot move it far.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from flask.testing import FlaskClient

from archive import catalogue
from archive.fileplan import Category, FilePlan
from archive.records import Description, Fact, Paper, Record, RecordId, Signer
from archive.whereabouts import LENT
from bench.ready import come_in, kept
from office.clock import now
from office.office import Office
from office.phrases import Composer
from office.profile import SAMPLE, load
from office.registers import Claim, Stamp

RECORDS, ASKED, GOAL = 50_000, 20, 100.0  # ms
WORLD = 2  # counts up when the office is made otherwise
STEP = 2_000  # records in one transaction
FIRST, LAST = date(2017, 1, 4), date(2026, 11, 20)
KINDS = ("memo", "letter", "announcement", "order", "minutes", "agenda", "certificate", "note")
PERSON = "p16"  # keeps the registers; reads the journal too, here


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--records", type=int, default=RECORDS)
    office = Office.open(kept(f"lists-{WORLD}", arguments.parse_args().records, world))
    client, over = come_in(office, PERSON), list[str]()
    print(f"{'page':<26}{'p50 ms':>8}{'p95 ms':>8}{'kB':>7}")
    for name, path in pages().items():
        times, size = measured(client, path)
        middle, most = times[len(times) // 2], times[-(-len(times) * 95 // 100) - 1]
        print(f"{name:<26}{middle:>8.1f}{most:>8.1f}{size / 1000:>7.0f}", flush=True)
        over += [name] if most > GOAL else []
    print(f"over {GOAL:.0f} ms: {', '.join(over) or 'none'}")
    office.close()


def pages() -> dict[str, str]:
    """Return what is asked for, by name."""
    title, case = quote("โรงเรียน"), quote("เรื่องที่ 75")
    folder = f"folder={quote('หนังสือทั่วไป เล่ม 3')}&cabinet=4"
    return {
        "browse": "/browse",
        "browse, fiscal": "/browse?by=fiscal",
        "list of all": "/browse?view=list",
        "list of a year": "/browse?year=2568",
        "list of a fiscal year": "/browse?fiscal=2568",
        "list, last page": "/browse?view=list&page=999&order=title",
        "list of a category": "/browse?category=3&order=title",
        "list of a group": "/browse?group=adm&order=sender",
        "list by a word": f"/browse?title={title}",
        "list by a rare word": f"/browse?title={quote('ครั้งที่ 31234')}",
        "list, a middle page": "/browse?view=list&page=500",
        "list of a case": f"/browse?case={case}",
        "list of a folder": f"/browse?{folder}",
        "cards of all": "/browse?view=cards",
        "tree": "/browse?view=tree",
        "tree, fiscal": "/browse?view=tree&by=fiscal",
        "tree by a word": f"/browse?view=tree&title={title}",
        "charts": "/browse?view=charts",
        "charts of a fiscal year": "/browse?view=charts&fiscal=2568",
        "charts by a word": f"/browse?view=charts&title={title}",
        "cases": "/cases",
        "finding aid": "/plan",
        "folders": "/folders",
        "loans": "/loans",
        "registers": "/registers",
        "register, a month": "/registers/letters/2568?month=6",
        "register, a year": "/registers/letters/2568?month=all",
        "journal": "/journal",
        "journal of an act": "/journal?act=issued&order=oldest",
        "journal of a record": "/journal?ref=2568/memo/0042",
        "what is due": "/due?kind=unsigned",
        "desk": "/desk",
    }


def measured(client: FlaskClient, path: str) -> tuple[list[float], int]:
    """Return the processor's times of a page in ms, sorted, and its size in bytes."""
    times, size = list[float](), 0
    for turn in range(ASKED + 3):
        begun = time.thread_time()
        answer = client.get(path)
        spent = (time.thread_time() - begun) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
        times, size = [*times, spent] if turn >= 3 else times, len(answer.data)
    return sorted(times), size


def world(data: Path, count: int) -> None:
    """Enter records into catalogue, register and journal; their objects are left out."""
    profile = load(SAMPLE)
    below = [
        Category(f"{one.code}.{n}", f"{one.title} ส่วนที่ {n}", one.code, one.retention)
        for one in profile.file_plan.categories
        for n in range(1, 5)
    ]
    plan = FilePlan((*profile.file_plan.categories, *below))
    office = Office.create(data, replace(profile, file_plan=plan))
    office.people.grant(PERSON, "auditor", "", office.actor(None))
    numbers = range(count)
    records = made(office, count, [one.code for one in plan.categories])
    book, stamp = office.register("letters"), Stamp("bench", now())
    for start in range(0, count, STEP):
        some = [next(records) for _ in numbers[start : start + STEP]]
        with office.db.writing() as conn:
            for record in some:
                told = record.description
                if told.dated and told.type == "letter":
                    claim = Claim(told.dated, told.title, told.sender, told.receiver, "")
                    row = office.registers.claim(conn, book, claim, stamp)
                    office.registers.settle(conn, row, str(record.id))
                office.journal.add(conn, "bench", "issued", str(record.id), {}, now())
            catalogue.put(conn, map(catalogue.entry_of, some))
    office.close()


def made(office: Office, count: int, codes: list[str]) -> Iterator[Record]:
    """Yield records over ten years, in the order of their days."""
    groups = [group.id for group in office.profile.groups]
    composer = Composer(office.profile, 2569)
    titles = [composer.letter(LAST).answers for _ in range(500)]
    numbers = dict[tuple[int, str], int]()
    for n in range(count):
        day = FIRST + (LAST - FIRST) * n / count
        kind, year = KINDS[n % len(KINDS)], day.year + 543
        numbers[year, kind] = numbers.get((year, kind), 0) + 1
        given = titles[n % len(titles)]
        told = Description(
            type=kind,
            title=f"{given['subject']} ครั้งที่ {n}",
            number=f"ศธ 04999/{n}",
            dated=day,
            filed_at=datetime(day.year, day.month, day.day, 3, tzinfo=UTC),
            sender=f"กลุ่มที่ {n % 11}",
            receiver=str(given["to"]),
            signer=Signer("นายสมมติ  ตัวอย่างดี"),
            category=codes[n * 11 % len(codes)],
            group=groups[n % len(groups)],
            access=groups[n % len(groups)] if n % 20 == 0 else "office",
            retention="normal",
            register="letters" if kind == "letter" else "",
            register_year=year if kind == "letter" else None,
            register_number=numbers[year, kind] if kind == "letter" else None,
            case=f"เรื่องที่ {n % 2000}" if n % 5 == 0 else "",
            paper=Paper(f"หนังสือทั่วไป เล่ม {n % 40}", f"{n % 12 + 1}", f"{n % 5 + 1}"),
            facts=_facts(n, day),
        )
        yield Record(RecordId(year, kind, numbers[year, kind]), told, 1, 1, ())


def _facts(n: int, day: date) -> tuple[Fact, ...]:
    """Nine of ten are signed; of every 500 the paper of one is lent."""
    signed = (Fact("signed", on=day, by="นายสมมติ  ตัวอย่างดี"),) if n % 10 else ()
    if n % 500:
        return signed
    due = {"due": (day + timedelta(days=15)).isoformat()}
    return *signed, Fact(LENT, on=day, note="นางสาวมาลี  ใจดี", other=due)


if __name__ == "__main__":
    main()
