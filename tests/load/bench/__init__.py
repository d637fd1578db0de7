"""The figures of docs "Performance": counted and measured on this machine by `python -m tests.load.bench`.

One module for each figure; each has `figures(…)` and says in its docstring what it counts and what it is held against.
"""
