"""A certificate for localhost that nobody has signed."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.servers.need import need

_NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Paths of PEM files; ``certificate`` is its own authority."""

    certificate: Path
    key: Path


def self_signed(folder: Path, names: str = _NAMES) -> Certificate:
    """Make a key and a self-signed certificate in ``folder``, valid for two days."""
    made = Certificate(certificate=folder / "cert.pem", key=folder / "key.pem")
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    subject = ("-subj", "/CN=localhost", "-addext", names, "-days", "2")
    files = ("-keyout", str(made.key), "-out", str(made.certificate))
    subprocess.run([need("openssl"), "req", "-x509", *curve, *subject, *files], check=True, capture_output=True)
    return made
