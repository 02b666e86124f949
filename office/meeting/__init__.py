"""What a meeting knows beside its papers: before its day, on the day, and after.

The steps, their days and their papers are those of a case (``office/procedures``), which knows
nothing of this.
"""
