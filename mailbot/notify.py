"""Telling the user outside the review page, through Apprise URLs. The one importer of apprise."""

from collections.abc import Sequence

from mailbot.logs import logger

log = logger()


def send(urls: Sequence[str], title: str, body: str) -> bool:
    """Send a short text to every URL; False where one of them did not take it. Never raises for a service that is down."""
    if not urls:
        return True
    import apprise  # noqa: PLC0415 - 0.1 s, and most users have no URL

    notifier = apprise.Apprise()
    refused = [number for number, url in enumerate(urls, start=1) if not notifier.add(url)]
    if refused:  # the URL itself may hold a token: name its place, not its text
        log.warning("notify.url_not_understood", places=refused)
    delivered = bool(notifier.notify(title=title, body=body)) if len(notifier) else False
    if not delivered:
        log.warning("notify.not_delivered", urls=len(urls))
    return delivered and not refused
