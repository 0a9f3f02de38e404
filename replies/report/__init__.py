"""The improvement report: the 23 sections that reopened the founding story's account, from facts and evidence, in layers.

Pure; the catalogue and the outline are package data, read once.

    material.material(situation, language=…, stated=…, outcome=…, files=…) -> Material
    making.make(material, max_chars=…) -> Report         full report, one-page summary, box text, annex list, blockers
    form.form(material) -> str                            the TOML text that asks for what is missing
    form.stated(facts, ledger) -> facts                   of a filled form, what is new
    checks.findings(writer) -> (lint.Finding, …)          what facts do to each other (a record used twice, an ASIN left out)
    answer.rows(writer) -> (Row, …)                       after "not implemented": measure, day, proof, change since
    outline.load() -> (SectionPlan, …)                    key, pillar, facts and blocks of each section

A section without facts prints what it needs and blocks; nothing is invented. Each number leads to the list of sources.
"""
