"""Certificates for encrypted clusters, made by openssl."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def make_certificate(folder: Path, name: str) -> dict[str, str]:
    """Make a certificate that vouches for itself, as Dask's configuration names it."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    words += ["-nodes", "-days", "2", "-subj", f"/CN={name}", "-keyout", key, "-out", certificate]
    subprocess.run(words, check=True, capture_output=True)
    return {"ca-file": str(certificate), "cert": str(certificate), "key": str(key)}


def tls_settings(files: dict[str, str]) -> dict[str, object]:
    """Settings of Dask that use one certificate for everybody."""
    tls = "distributed.comm.tls"
    pairs = {
        f"{tls}.{who}.{part}": files[part]
        for who in ("scheduler", "worker", "client")
        for part in ("cert", "key")
    }
    return {f"{tls}.ca-file": files["ca-file"], **pairs}
