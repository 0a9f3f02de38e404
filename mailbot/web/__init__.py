"""The review page: what mailbot knows and proposes, for a person to look at and decide. The only importer of Starlette.

Bound to the loopback, entered by a token, every change guarded against other sites; mail is shown as text and nothing else.
"""
