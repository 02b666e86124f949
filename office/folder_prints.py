"""What is printed about folders: labels for their backs, their contents, the finding aid of all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from archive import names
from archive.catalogue import By, Entry, Filters
from archive.divisions import Folder
from archive.records import Paper
from archive.retention import classes
from office.amending import place_line
from office.clock import today
from office.folder_errors import NothingThere
from office.office import Office
from office.permissions import Actor
from office.press import facts_of
from office.print_set import Printed
from office.printed_lists import Row, short
from office.printing import MOST_LINES, PDF, Printing
from templates.prints import printed_form
from templates.spines import MOST_TITLE, SPINES, Label, spine, spine_labels
from thai.dates import buddhist_year, format_date

MOST_LABELS = 200
CONTENTS, FINDING_AID = "contents", "finding-aid"
FEW_PLACES = 6  # of one category and year that are named in the finding aid


@dataclass(frozen=True)
class FolderPrints:
    """Prints for an office; ``ending`` is "docx" or "pdf" (see ``Printing``)."""

    office: Office

    def contents(self, place: Paper, actor: Actor, ending: str) -> Printed:
        """Return what lies in a place, the oldest first; raises NothingThere, TooManyLines."""
        filters = Filters(paper=place, order="oldest", limit=MOST_LINES[ending] + 1)
        rows = [row for row in self.office.browse(filters, actor).rows if row.state != "destroyed"]
        if not rows:
            raise NothingThere()
        under = (place_line(place), self._categories(rows))
        lines = [{"place": str(n)} | _line(row) for n, row in enumerate(rows, 1)]
        made = Printing(self.office).rows(CONTENTS, lines, tuple(filter(None, under)), ending)
        return self._named(made, f"{printed_form(CONTENTS).title} {place_line(place)}", ending)

    def spines(self, places: Sequence[Paper], size: str, actor: Actor, ending: str) -> Printed:
        """Return a label for each place that holds anything; raises NothingThere, UnknownPrint."""
        wanted, held = spine(size), self.office.browsing.folders(Filters(), actor)
        chosen = [one for one in held if one.paper in places][:MOST_LABELS]
        if not chosen:
            raise NothingThere()
        labels = [self._label(one, actor) for one in chosen]
        facts, own = facts_of(self.office.profile), self.office.shelf.own
        docx = spine_labels(wanted, labels, office=facts, own=own)
        data = self.office.converter.convert(docx).data if ending == PDF else docx
        return self._named(Printed("", data), f"{SPINES} {wanted.title}", ending)

    def finding_aid(self, by: By, year: int | None, actor: Actor, ending: str) -> Printed:
        """Return every category and year (or fiscal year), how much there is and where it lies.

        ``year`` None is all of them. Raises NothingThere, TooManyLines.
        """
        filters = Filters(fiscal=year) if by == "fiscal" else Filters(year=year)
        held = self.office.browsing.shelved(by, replace(filters, state="filed"), actor)
        if not held:
            raise NothingThere()
        rows = [
            self._aided(category, of, [folder for *_, folder in group])
            for (category, of), group in groupby(held, key=lambda one: one[:2])
        ]
        word = "ปีงบประมาณ พ.ศ." if by == "fiscal" else "พ.ศ."
        when = f"{word} {year}" if year else ("แบ่งตามปีงบประมาณ" if by == "fiscal" else "ทุกปี")
        under = (when, f"ณ วันที่ {format_date(today(self.office.clock), 'letter')}")
        made = Printing(self.office).rows(FINDING_AID, rows, under, ending)
        return self._named(made, f"{printed_form(FINDING_AID).title} {when}", ending)

    def _aided(self, category: str, year: int, folders: Sequence[Folder]) -> Row:
        plan = {each.code: each for each in self.office.profile.file_plan.categories}
        kept = {each.id: each.title for each in classes()}
        known = plan.get(category)
        return {
            "file": category,
            "category": known.title if known else "ไม่อยู่ในบัญชีหมวด",
            "year": str(year),
            "records": f"{sum(one.records for one in folders):,}",
            "days": _from_to(short, folders),
            "retention": kept.get(known.retention, "") if known else "",
            "places": _places(folders),
        }

    def _label(self, folder: Folder, actor: Actor) -> Label:
        crossed = self.office.browsing.crossed(("category",), Filters(paper=folder.paper), actor)
        codes = [code for code, _ in crossed]
        place = replace(folder.paper, folder="") if folder.paper.folder else folder.paper
        title = folder.paper.folder or place_line(folder.paper)
        return Label(
            title if len(title) <= MOST_TITLE else f"{title[:MOST_TITLE].rstrip()} …",
            f"พ.ศ. {_from_to(lambda day: str(buddhist_year(day)), [folder])}",
            self._category(codes[0]) if len(codes) == 1 else "",
            place_line(place) if folder.paper.folder else "",
        )

    def _categories(self, rows: Iterable[Entry]) -> str:
        codes = sorted({row.category for row in rows} - {""})
        if len(codes) == 1:
            return f"หมวด {self._category(codes[0])}"
        return f"หมวด {', '.join(codes)}" if codes else ""

    def _category(self, code: str) -> str:
        titles = {each.code: each.title for each in self.office.profile.file_plan.categories}
        return f"{code} {titles.get(code, '')}".strip()

    def _named(self, made: Printed, title: str, ending: str) -> Printed:
        return replace(made, name=names.readable(title, f".{ending}"))


def _line(row: Entry) -> Row:
    lent = f"ยืม: {row.lent_to} คืน {short(row.lent_due)}" if row.lent_due else ""
    void = "ยกเลิก" if row.state == "void" else ""
    return {
        "dated": short(row.dated),
        "book_no": row.number,
        "title": row.title,
        "sender": row.sender,
        "note": "; ".join(filter(None, (void, lent))),
    }


def _from_to(written: Callable[[date], str], folders: Sequence[Folder]) -> str:
    """Write the first and the last day that lie there, once where both are written the same."""
    first = written(min(one.first for one in folders))
    last = written(max(one.last for one in folders))
    return first if first == last else f"{first} – {last}"


def _places(folders: Sequence[Folder]) -> str:
    told = list(filter(None, (place_line(one.paper) for one in folders)))
    more = f" และอีก {len(told) - FEW_PLACES} แห่ง" if len(told) > FEW_PLACES else ""
    return "; ".join(told[:FEW_PLACES]) + more
