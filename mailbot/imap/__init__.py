"""The connection to a mail server: logging in, finding folders, reading without a trace, filing drafts.

The one importer of imapclient. ``connect`` gives a ``Session``; errors are those of ``mailbot.errors``:
UsageError and AuthenticationError for the user's mistakes, TransportError for the world's.
"""

from mailbot.imap.connection import connect
from mailbot.imap.roles import Roles
from mailbot.imap.session import Session
from mailbot.imap.values import BodyData, Defect, Folder, FolderStatus, HeaderData, Traffic

__all__ = ["BodyData", "Defect", "Folder", "FolderStatus", "HeaderData", "Roles", "Session", "Traffic", "connect"]
