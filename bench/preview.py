"""From a pause in typing to the picture of the real page, through the web pages themselves.

    python -m bench.preview [--rounds N]

Each round changes one word of a one-page memo, saves it as the page's own script does, asks for the
preview and fetches the picture: what a clerk waits for after the script's pause of 100 ms.
LibreOffice's own share is the conversion of the same document. The browser's drawing is left out.
"""

import argparse
import re
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.ready import come_in
from office import answers
from office.office import Office
from office.profile import SAMPLE, load

JSON = {"Accept": "application/json"}


def rounds(office: Office, count: int) -> list[tuple[float, float, float]]:
    """Return for each round the milliseconds of saving, preview and picture."""
    client = come_in(office, "p15")
    clerk = office.actor("p15")
    draft = office.drafting.begin("memo", clerk)
    memo = answers.load(SAMPLE.parent / "memo-01.yaml")
    revision = office.drafting.save(draft, 1, memo, clerk)
    page = client.get(f"/drafts/{draft}").text
    fields = dict(
        re.findall(r'<input type="text" id="[^"]*" name="(a-[^"]+)" value="([^"]*)"', page)
    )
    fields |= dict(re.findall(r'<textarea [^>]*name="(a-[^"]+)"[^>]*>\n([^<]*)', page))
    secret = re.findall(r'data-csrf="([^"]+)"', page)[0]
    times = []
    for number in range(count + 3):
        form = fields | {"a-subject": f"เรื่องที่ {number}", "a-style": "plain"}
        begin = time.perf_counter()
        body = form | {"csrf": secret, "revision": str(revision)}
        saved = client.post(f"/drafts/{draft}", data=body, headers=JSON)
        revision = saved.json["revision"]
        middle = time.perf_counter()
        shown = client.get(f"/drafts/{draft}/preview", headers=JSON).json
        late = time.perf_counter()
        assert client.get(shown["pictures"][0]).data.startswith(b"\x89PNG")
        end = time.perf_counter()
        times.append(tuple(1000 * span for span in (middle - begin, late - middle, end - late)))
    return times[3:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        office = Office.create(Path(place) / "office", load(SAMPLE))
        with office.converter.warm():
            times = rounds(office, asked.rounds)
        office.close()
    whole = sorted(map(sum, times))
    save, preview, picture = (median(column) for column in zip(*times, strict=True))
    print(f"save {save:.0f} ms · preview {preview:.0f} ms · picture {picture:.0f} ms (medians)")
    print(f"together: median {median(whole):.0f} ms, p95 {whole[int(len(whole) * 0.95)]:.0f} ms")
    print("goal: p95 ≤ 300 ms after a key stroke")


if __name__ == "__main__":
    main()
