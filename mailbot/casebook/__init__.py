"""The casebook: which case a message belongs to, what it says of it, where the case stands, by when, and the story so far. Pure.

The surface for the service; each name stands in its own module, imported from there, so that nothing heavy loads early:

========================  =====================================================================================
``message.CaseMessage``   a message as the casebook sees it
``links``                 ``link(message, outlines, pin) -> Link | None``, ``link_all(messages, pins)``, ``reasons``
``outline``               ``CaseOutline``, ``outline_of(case)``
``derive``                ``events_of(message, case_id) -> tuple[CaseEvent, ...]``
``by_hand``               events that a person makes: submissions, sums, states, notes, words on clocks and messages
``replay``                ``replay(events, policy, calendar, until=…) -> Case``
``case``                  ``Case``, ``TrackState``, ``Clock``, ``Round``, ``Entry``, …
``clocks``                ``status(clock, now) -> ClockStatus``
``policy``                ``load_policy()``, ``parse_policy(text)``
``reminders``             ``reminders(case, now, sent_keys, awake) -> tuple[Reminder, ...]``
``figures``               ``figures(case) -> Figures``
``brief``                 ``brief(case, words, now)``: the story in a few sentences
``timeline``              ``timeline(case, language, now, detail, steps) -> Timeline``
``render_*``              ``render_text``, ``render_markdown``, ``render_html``, ``render_csv``, ``render_json``
``picture``               ``picture(case, language, now) -> str`` (SVG); ``picture_*`` draw its parts
``calendar``              ``calendar_of(cases, language, now) -> bytes`` (.ics)
``backtest``              ``backtest(messages, manner, end) -> tuple[Said, ...]``: what would have been told, and when
``machines``              the tracks' transition tables; ``tables_markdown()``
========================  =====================================================================================
"""
