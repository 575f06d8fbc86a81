"""How fast the house is, measured on the production web server with as many contributions as one likes.

``python -m bench --contributions 1000000`` starts a PostgreSQL, a broker and a web server of its own in a
temporary folder, fills them with made-up contributions, measures, writes ``bench/results.md``, and removes
everything. Not part of the tests: machines differ, so what counts are ratios within one run.
"""
