from tests.servers.fixtures import dovecot

__all__ = ["dovecot"]
