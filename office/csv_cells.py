"""Cells of CSV files that a spreadsheet opens."""

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, "CSV Injection").

    What begins with = + - @ or a control character gets an apostrophe before it.
    """
    return f"'{cell}" if cell.startswith(_RISKY) else cell
