"""The instance's secret key: made at the first start, kept in a file of its own, backed up apart from the database."""

import os
import secrets
from pathlib import Path

BYTES = 32


def secret_key(file: Path) -> bytes:
    """The key in `file`, 32 bytes; made there, readable by its owner only, if there is none."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = bytes.fromhex(file.read_text().strip())
        if len(key) != BYTES:
            raise ValueError(f"{file} holds no key: restore it from its backup") from None
        return key
    key = secrets.token_bytes(BYTES)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(key.hex() + "\n")
    return key
