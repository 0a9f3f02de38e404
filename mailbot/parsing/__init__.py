"""Mail bytes to values. The only importer of mail-parser; pure; no bytes whatever make it raise."""

from mailbot.parsing.envelope import ParsedHeaders, headers
from mailbot.parsing.message import VERSION, parse
from mailbot.parsing.pasted import HEADER as IMPORT_HEADER
from mailbot.parsing.pasted import pasted

__all__ = ["IMPORT_HEADER", "VERSION", "ParsedHeaders", "headers", "parse", "pasted"]
