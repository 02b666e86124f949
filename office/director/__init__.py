"""The five points of a group's director: assignments, checks, advice, screening, their report.

``screening`` computes what the line of drafts tells; ``recorded`` keeps what only people know.
"""
