"""Where mailbot's files lie unless somebody says otherwise. The one importer of platformdirs."""

import os
from pathlib import Path


def default_file() -> Path:
    """Return where the configuration is looked for: MAILBOT_CONFIG, else the user's configuration folder."""
    if named := os.environ.get("MAILBOT_CONFIG"):
        return Path(named)
    import platformdirs  # noqa: PLC0415 - not every command needs it

    return Path(platformdirs.user_config_dir("mailbot", appauthor=False)) / "config.toml"


def default_data() -> Path:
    """Return the data folder: MAILBOT_DATA, else the user's data folder."""
    if named := os.environ.get("MAILBOT_DATA"):
        return Path(named)
    import platformdirs  # noqa: PLC0415

    return Path(platformdirs.user_data_dir("mailbot", appauthor=False))
