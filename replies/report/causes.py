"""Which cause an action answers."""

from replies.report.writer import Writer


def cause_of(writer: Writer, action: str, causes: tuple[str, ...]) -> str:
    """Return the number of the cause that an action names, else the one of its own number, else the first."""
    stated = writer.binding.ledger.get(f"action.{action}.cause")
    named = stated.value.strip() if stated else action
    return named if named in causes else causes[0]
