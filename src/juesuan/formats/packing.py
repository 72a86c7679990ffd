"""Files as one zip archive: the same files give the same bytes, whenever they are packed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

__all__ = ["packed_files"]

_BEGINNING = (1980, 1, 1, 0, 0, 0)


def packed_files(files: Mapping[str, bytes]) -> bytes:
    """The archive of some files, by path with ``/``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return buffer.getvalue()
