from tests.servers.fixtures import dovecot, mailbox

__all__ = ["dovecot", "mailbox"]
