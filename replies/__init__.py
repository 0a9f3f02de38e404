"""What do we answer? Pure: a Situation in, Steps and Drafts out. Knows no IMAP, SMTP, database or web."""
