"""What does this message say? Pure: a Sample in, a Reading out. Knows no mail format, no disk, no database and no web."""
