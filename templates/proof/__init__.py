"""The check of any .docx against the regulation's layout and wording (docs/check.md).

``opened`` reads a file, ``judged`` holds it against the rules, ``mended`` corrects a copy of it.
"""
