"""The performance evaluation: indicators, their values in each round, scores, what came back.

``scores``, ``indicators`` and ``rounds`` decide from values alone; ``evaluations`` keeps them with
the case they belong to; ``told`` tells a case's papers what was recorded.
"""
