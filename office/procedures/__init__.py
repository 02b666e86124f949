"""The office's work standards: procedures are data, cases are their runs.

``procedure`` and ``reader`` know what a procedure says; ``due``, ``moves``, ``planning`` and
``standing`` decide from values alone; ``cases`` keeps the runs.
"""
