"""The words that the whole product uses for what a message says.

They stand in JSON output, in the store and in the corpus: a value never changes its meaning. The one module of this package
that ``replies`` may import.
"""

from enum import StrEnum
from typing import Final


class Label(StrEnum):
    """The main act of an incoming message: what its text claims to be, whoever wrote it."""

    AUTHENTICITY_INQUIRY = "authenticity_inquiry"
    POLICY_WARNING = "policy_warning"
    IDENTITY_VERIFICATION = "identity_verification"
    CLOSURE_NOTICE = "closure_notice"
    TEMPLATE_REJECTION = "template_rejection"
    FUNDS_APPEAL_WINDOW = "funds_appeal_window"
    FUNDS_WITHHELD = "funds_withheld"
    FUNDS_RELEASED = "funds_released"
    RESERVE_CHANGE = "reserve_change"
    INVENTORY_NOTICE = "inventory_notice"
    FORGERY_ALLEGATION = "forgery_allegation"
    REINSTATEMENT = "reinstatement"
    ACKNOWLEDGEMENT = "acknowledgement"
    OTHER_AMAZON = "other_amazon"
    NOT_AMAZON = "not_amazon"


class Act(StrEnum):
    """The act of an outgoing message: what the seller did by sending it."""

    APPEAL = "appeal"
    FUNDS_REQUEST = "funds_request"
    DOCUMENTS = "documents"
    INQUIRY = "inquiry"
    OTHER = "other"


ACCOUNT_HEALTH: Final = frozenset(Label) - {Label.OTHER_AMAZON, Label.NOT_AMAZON}
"""Labels that concern the seller's account: they belong to a case."""


class Direction(StrEnum):
    """Who wrote: somebody to the seller, or the seller."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


class Track(StrEnum):
    """The five matters of a case that move on their own."""

    ACCOUNT = "account"
    LISTING = "listing"
    FUNDS = "funds"
    STOCK = "stock"
    VERIFICATION = "verification"


class Deficit(StrEnum):
    """What a rejection says is missing."""

    ROOT_CAUSE = "root_cause"
    ACTIONS = "actions"
    PREVENTION = "prevention"
    DOCUMENTS = "documents"
    NOT_IMPLEMENTED = "not_implemented"
    WRONG_CHANNEL = "wrong_channel"
    UNSPECIFIED = "unspecified"


class DemandKind(StrEnum):
    """A paper or text that a notice asks for."""

    INVOICE = "invoice"
    DELIVERY_NOTE = "delivery_note"
    SUPPLIER_CONTACT = "supplier_contact"
    PLAN = "plan"
    IDENTITY = "identity"
    ADDRESS_PROOF = "address_proof"
    BANK = "bank"
    LETTER_OF_AUTHORIZATION = "letter_of_authorization"
    PHOTOS = "photos"
    EXPLANATION = "explanation"
    OTHER = "other"


class ClockKind(StrEnum):
    """``due``: not after. ``opens``: not before."""

    DUE = "due"
    OPENS = "opens"


class Unit(StrEnum):
    """The unit of a relative deadline; months are calendar months."""

    HOURS = "hours"
    DAYS = "days"
    BUSINESS_DAYS = "business_days"
    MONTHS = "months"


class Start(StrEnum):
    """The event a relative deadline is counted from."""

    RECEIVED = "received"
    NOTICE = "notice"
    CLOSURE = "closure"
    LAST_REFUSAL = "last_refusal"
    DELIVERY = "delivery"
    OTHER = "other"


class ChannelKind(StrEnum):
    """Where an answer goes: the seller's console, a reply to the mail, or a named address."""

    CONSOLE = "console"
    REPLY = "reply"
    EMAIL = "email"


class AmountRole(StrEnum):
    """What an amount of money in a notice is."""

    BALANCE = "balance"
    RESERVE = "reserve"
    WITHHELD = "withheld"
    PAID = "paid"
    FEE = "fee"
    PRICE = "price"
    OTHER = "other"
