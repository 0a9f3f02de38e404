"""Evidence: Amazon's report files and the seller's papers, from bytes to findings, tables, pictures and facts.

Pure: binary streams are handed in, nothing is opened, no clock is asked. The way of a file, and the calls that make it::

    tables.read(stream, name, zone="Asia/Tokyo") -> (Table | Unrecognised, …)      one, or one for each sheet of a workbook
    tables.recognise(stream, name)               -> (Recognised | Unrecognised, …) which report it is, without its rows
    paper_files.examine(stream, name)            -> PaperFile                      digest, pages, text layer of a paper itself
    holdings.collect(tables, files)              -> Evidence                       every line once, however exports overlap
    reconcile.reconcile(evidence, Question(…))   -> Reconciliation                 findings, tables, figures
    facts.facts(reconciliation, say)             -> (situation.Fact, …)            values ready to print, source as file and line
    facts.proven(reconciliation, say)            -> ((Fact, rows), …)              the same, each with the rows behind it
    courses.courses(reconciliation.counted)      -> (Course, …)                    supply, sales, returns by month
    plots.svg(course, say, title)                -> str                            the picture of one of them
    readout.readout(tables, say)                 -> sentences                      what was read, what was not, and why

``say`` is the catalogue of the reader's language, ``say(code, **values)``; all codes begin with ``evidence_``.

* ``Table.rows`` are named tuples of ``rows.py``; each begins with ``file`` and ``line``. ``Table.problems`` are the lines that
  gave no row (or, ``kept``, gave one with a doubt), ``Table.source`` says what the file is, which of its headings are not
  known, and which personal columns of buyers were dropped unread. ``Table.extras`` keeps the cells of unknown columns by
  name, except in reports about single buyers, where an unknown column might be anything about them.
* ``Finding.rows`` are the (file, line) pairs it rests on; ``Finding.text(say)`` and ``.advice(say)`` are sentences.
* ``AnnexTable`` prints itself: ``as_text(say)`` for a terminal, ``as_csv(say)``, and ``headings(say)``
  with ``lines(say)`` for a report.
* ``Question`` carries the notice (ASINs, day, age limit), the console's names and addresses, and digests of earlier rounds.

What a new report needs is a table in ``formats.toml`` (headings → fields); ``formats.load(more_toml)`` takes a seller's own.
Words of papers stand in ``papers.toml``, those of return comments in ``lexicon.toml``.
"""
