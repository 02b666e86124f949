"""Whole numbers that an address or a form carries: ids and versions, never typed by a person."""


def number(typed: str) -> int:
    """Return a number, 0 for anything else and for more digits than any id has."""
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0
