"""Which folder is what."""

import pytest

from mailbot.errors import UsageError
from mailbot.imap import Folder, Roles, connect
from mailbot.imap.roles import assign
from mailbot.settings import FolderSettings
from tests.servers.dovecot import PASSWORD, Dovecot, Mailbox

NONE = FolderSettings()


def listed(*names: str, delimiter: str = "/") -> list[Folder]:
    """``Sent=\\\\Sent`` gives the folder an attribute."""
    rows = (name.partition("=") for name in names)
    return [
        Folder(name=name, delimiter=delimiter, attributes=frozenset(attributes.lower().split())) for name, _, attributes in rows
    ]


PROVIDERS = {
    "Dovecot": ("/", "Sent", "Drafts", "Junk"),
    "さくら": (".", "INBOX.Sent", "INBOX.Drafts", "INBOX.Spam"),
    "Yahoo! JP": ("/", "Sent", "Draft", "Bulk Mail"),
    "webmail": ("/", "送信済み", "下書き", "迷惑メール"),
    "Exchange ja": ("/", "送信済みアイテム", "下書き", "迷惑メール"),
    "Gmail ja": ("/", "[Gmail]/送信済みメール", "[Gmail]/下書き", "[Gmail]/迷惑メール"),
    "Gmail uk": ("/", "[Google Mail]/Sent Mail", "[Google Mail]/Drafts", "[Google Mail]/Spam"),
    "iCloud": ("/", "Sent Messages", "Drafts", "Junk"),
    "Exchange de": ("/", "Gesendete Elemente", "Entwürfe", "Junk-E-Mail"),
    "Exchange fr": ("/", "Éléments envoyés", "Brouillons", "Courrier indésirable"),
    "Exchange es": ("/", "Elementos enviados", "Borradores", "Correo no deseado"),
    "Exchange it": ("/", "Posta inviata", "Bozze", "Posta indesiderata"),
    "macOS": ("/", "送信済みメッセーシ\u3099", "下書き", "シ\u3099ャンクメール"),
}


@pytest.mark.parametrize("provider", PROVIDERS)
def test_fm73_folders_by_name(provider: str) -> None:
    delimiter, sent, drafts, junk = PROVIDERS[provider]
    folders = listed("INBOX", "Archive", "送信トレイ", sent, drafts, junk, "Presented", "Trash", delimiter=delimiter)
    assert assign(folders, NONE) == Roles(inbox="INBOX", sent=sent, drafts=drafts, junk=junk)


def test_outlook_spells_the_inbox_its_own_way() -> None:
    assert assign(listed("Inbox", "Sent"), NONE) == Roles(inbox="Inbox", sent="Sent")


def test_folders_that_nothing_names() -> None:
    assert assign(listed("INBOX", "Archive", "Presented"), NONE) == Roles(inbox="INBOX")


def test_attributes_win_over_names() -> None:
    folders = listed("INBOX", "Sent", r"Verschickt=\HasNoChildren \Sent", r"[Gmail]=\Noselect", r"Müll=\Junk")
    assert assign(folders, NONE) == Roles(inbox="INBOX", sent="Verschickt", junk="Müll")


def test_of_two_with_the_attribute_the_usual_name_wins() -> None:
    """Debian's default configuration marks both."""
    folders = listed(r"Sent Messages=\Sent", r"Sent=\Sent", "INBOX")
    assert assign(folders, NONE).sent == "Sent"


def test_the_drafts_flag_of_messages_is_not_the_attribute_of_folders() -> None:
    assert assign(listed("INBOX", r"Odd=\Draft"), NONE).drafts is None


def test_the_configuration_wins() -> None:
    folders = listed("INBOX", r"Sent=\Sent", "送信控え", "Amazon")
    configured = FolderSettings(sent="送信控え", extra=("amazon",))
    assert assign(folders, configured) == Roles(inbox="INBOX", sent="送信控え", extra=("Amazon",))


@pytest.mark.parametrize("field", ["inbox", "sent", "drafts", "junk", "extra"])
def test_a_configured_folder_that_is_not_there(field: str) -> None:
    configured = FolderSettings(**{field: ("Typo",) if field == "extra" else "Typo"})  # type: ignore[arg-type]
    with pytest.raises(UsageError) as caught:
        assign(listed("INBOX", "Sent"), configured)
    assert caught.value.values == {"folder": "Typo", "known": "INBOX, Sent"}


def test_fm46_junk_is_read_too_and_sent_is_not_incoming() -> None:
    roles = Roles(inbox="INBOX", sent="Sent", junk="Junk", extra=("Amazon", "INBOX", "Sent"))
    assert roles.incoming == ("INBOX", "Amazon", "Junk")


def test_on_a_server_with_attributes(mailbox: Mailbox) -> None:
    with connect(mailbox.settings(), PASSWORD) as session:
        assert session.roles(NONE) == Roles(inbox="INBOX", sent="Sent", drafts="Drafts", junk="Junk")


@pytest.mark.parametrize(
    ("prefix", "separator", "names"),
    [("INBOX.", ".", ("Sent", "下書き", "迷惑メール")), ("", "/", ("送信済みメール", "下書き", "Spam"))],
)
def test_on_a_server_without(prefix: str, separator: str, names: tuple[str, str, str]) -> None:
    folders = tuple((prefix + name, "") for name in names)
    with Dovecot.running(special_use=folders, prefix=prefix, separator=separator) as server:
        seller = server.add_user()
        with connect(seller.settings(), PASSWORD) as session:
            sent, drafts, junk = (prefix + name for name in names)
            assert session.roles(NONE) == Roles(inbox="INBOX", sent=sent, drafts=drafts, junk=junk)
            assert session.examine(sent).exists == 0
