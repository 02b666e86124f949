"""The language: digits, Buddhist dates, names, amounts, the normal form of text, sorting."""
