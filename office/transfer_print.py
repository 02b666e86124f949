"""A list of what is twenty years old on its printed forms: given, kept by the office, deposited."""

from office.disposal_store import Disposal
from office.office import Office
from office.print_set import Printed
from office.printed_lists import short
from office.printing import Printing
from office.transfer import PRINTS
from thai.digits import to_thai


def transfer_print(office: Office, one: Disposal, decision: str, ending: str) -> Printed:
    """Return the lines of one decision (a key of ``PRINTS``) on its form."""
    lines = [line for line in one.lines if line.decision == decision]
    rows = [
        {
            "place": to_thai(str(place)),
            "file": line.category,
            "book_no": to_thai(line.number),
            "dated": short(line.dated),
            "title": line.title,
            "note": line.note + (f" ถึง พ.ศ. {to_thai(str(line.until))}" if line.until else ""),
        }
        for place, line in enumerate(lines, 1)
    ]
    profile = office.profile
    from_whom = "  ".join(filter(None, (profile.ministry, profile.parent_full)))
    under = (f"ประจำปี พ.ศ. {to_thai(str(one.year))}", from_whom)
    return Printing(office).rows(PRINTS[decision], rows, tuple(filter(None, under)), ending)
