"""Twenty users search while documents are filed: ``python -m bench.search_users [N]``.

The office of N records (``bench.web`` makes and keeps it) is copied and served by waitress in a
process of its own; another process files documents into it one by one, durably. Asked for are the
search page by words, numbers, questions and with a filter, and suggestions. Printed: the times of
the pages with nobody filing and with filing, what was filed meanwhile, and how long a document took
from filed to found.
"""

import http.client
import json
import multiprocessing
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from archive.passages import Passage, Text
from archive.records import Description, NewFile
from bench.web import USERS, at, filled, log_in, measured, serve
from office.clock import now
from office.office import Office

RECORDS, SECONDS, FOUND = 2_000, 10.0, 10
ASKED = {
    "a word": "/find?q=โครงการ",
    "a rare word": "/find?q=วาตภัย",
    "a number": "/find?q=ศธ ๐๔๙๙๙/๑๔๕",
    "a question": "/find?q=กำหนดส่งรายงานผลการดำเนินงานเมื่อใด",
    "with a filter": "/find?q=โรงเรียน&year=2568&order=newest",
    "suggestions": "/find/suggest?q=รายงานผล",
    "a topic": "/topic?q=งบประมาณ",
}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(shutil.copytree(filled(count), Path(folder) / "data"))
        cookie, port = log_in(data), spawn.Value("i", 0)
        served = spawn.Process(target=serve, args=(data, port))
        filing, stop, filed = None, spawn.Event(), spawn.Value("i", 0)
        served.start()
        try:
            while not port.value:
                time.sleep(0.1)
            report(int(port.value), cookie, "nobody files")
            filing = spawn.Process(target=file_on, args=(data, stop, filed))
            filing.start()
            before, begun = filed.value, time.perf_counter()
            report(int(port.value), cookie, "while documents are filed")
            rate = (filed.value - before) / (time.perf_counter() - begun)
            print(f"filed meanwhile: {filed.value - before} documents, {rate:.1f} a second")
            stop.set()
            filing.join()
            delays(data, int(port.value), cookie)
        finally:
            stop.set()
            served.terminate()
            served.join()


def report(port: int, cookie: str, title: str) -> None:
    """Print p50 and p95 in ms of each kind of question, and of all by all users at once."""
    print(f"{title:<28}{'alone p50':>10}{'p95':>8}")
    paths = [quote(path, safe="/?=&") for path in ASKED.values()]
    for path in paths:
        measured(port, cookie, [path], 1, 0.01)  # warm
    for name, path in zip(ASKED, paths, strict=True):
        alone, _ = measured(port, cookie, [path], 1, 1.0)
        print(f"  {name:<26}{at(alone, 0.5):>10.1f}{at(alone, 0.95):>8.1f}", flush=True)
    mixed, rate = measured(port, cookie, paths, USERS, SECONDS)
    told = {"users": USERS, "p50_ms": round(at(mixed, 0.5)), "p95_ms": round(at(mixed, 0.95))}
    print(json.dumps(told | {"pages_per_second": round(rate, 1)}), flush=True)


def file_on(data: Path, stop: Any, filed: Any) -> None:
    """File documents one after the other until told to stop."""
    office = Office.open(data)
    while not stop.is_set():
        file_one(office, f"ทดสอบระหว่างค้น {filed.value}")
        filed.value += 1
    office.close()


def file_one(office: Office, title: str) -> None:
    """File a document of one page durably, as intake does it."""
    about = Description(
        type="letter", title=title, dated=date(2026, 9, 30), filed_at=now(), category="1"
    )
    text = Text((Passage(title, "ขอความร่วมมือตรวจสอบโครงการของโรงเรียน " * 20),)).to_json()
    new = [NewFile("หนังสือ.txt", title.encode()), NewFile("text.json", text)]
    with office.db.writing() as conn:
        id = office.archive.next_id(conn, 2569, "import")
    record = office.archive.accession(id, about, new, "bench", "bench")
    with office.db.writing() as conn:
        office.archive.enter(conn, record)
        office.journal.add(conn, "bench", "filed", str(id), {}, now())


def delays(data: Path, port: int, cookie: str) -> None:
    """Print how long it took from filed to found on the search page, some times."""
    office, times = Office.open(data), []
    link = http.client.HTTPConnection("127.0.0.1", port)
    for number in range(FOUND):
        title = f"เอกสารที่{chr(0xE01 + number)}{number}เพิ่งเก็บ"
        file_one(office, title)
        begun = time.perf_counter()
        while True:
            link.request(
                "GET",
                quote(f"/find?q={title}", safe="/?="),
                headers={"Cookie": f"saraban={cookie}"},
            )
            if "พบ ๑ ฉบับ" in link.getresponse().read().decode():
                break
        times.append((time.perf_counter() - begun) * 1000)
    office.close()
    print(f"filed → found: p50 {at(sorted(times), 0.5):.0f} ms, longest {max(times):.0f} ms")


if __name__ == "__main__":
    main()
