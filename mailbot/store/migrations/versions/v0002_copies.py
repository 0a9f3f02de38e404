"""What the server says of each copy: when it came in, and whether it lay among the sent mail; and what was forgotten for good."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("places", sa.Column("received", sa.String(length=32), nullable=True))
    op.add_column("places", sa.Column("sent", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("blobs", sa.Column("forgotten", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Until now a fetched message kept its INTERNALDATE only where the parser had put it: into `messages`.
    op.execute(
        "UPDATE places SET received = (SELECT m.received FROM messages m WHERE m.id = places.message) WHERE uid IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_column("blobs", "forgotten")
    op.drop_column("places", "sent")
    op.drop_column("places", "received")
