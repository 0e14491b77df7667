"""Small pictures of files of evidence, kept apart from them and sealed: losing one loses nothing."""

import contextlib
import hmac
import os
import secrets
from hashlib import sha256 as hashed
from pathlib import Path

from borderpost.store import boxes
from borderpost.store.sealed_file import Unsealable, sealed, unsealed

_SUFFIX = ".small"
_MOST_BYTES = 4 * 1024 * 1024


class ThumbnailFolder:
    """Thumbnails in a folder, under names that tell nobody without the key (32 bytes) what they are of.

    They are not made durable: after a failure of power one may be cut, and is then none.
    """

    def __init__(self, root: Path, key: bytes) -> None:
        self._root = root
        self._secret = boxes.derived(key, "borderpost thumbnails")
        self._names = boxes.derived(key, "borderpost names of thumbnails")

    def find(self, sha256: str, side: int) -> bytes | None:
        """Return a small picture; None where there is none, or none that can be believed."""
        path = self._path(sha256, side)
        try:
            with path.open("rb") as file:
                if os.fstat(file.fileno()).st_size > _MOST_BYTES:
                    return None
                return b"".join(unsealed(file, key=self._key_of(sha256, side)))
        except (OSError, Unsealable):
            return None

    def put(self, sha256: str, side: int, data: bytes) -> None:
        """Keep a small picture; where the disk refuses, none is kept."""
        if len(data) > _MOST_BYTES // 2:
            return
        path = self._path(sha256, side)
        new = path.with_name(f".new-{secrets.token_hex(8)}")
        with contextlib.suppress(OSError):
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            try:
                with new.open("xb") as file:
                    file.writelines(sealed(data, key=self._key_of(sha256, side)))
                new.replace(path)
            finally:
                new.unlink(missing_ok=True)

    def _key_of(self, sha256: str, side: int) -> bytes:
        # a key for each: a small picture that is put in the place of another does not open there
        return boxes.derived(self._secret, f"{sha256} {side}")

    def _path(self, sha256: str, side: int) -> Path:
        name = hmac.new(self._names, f"{sha256} {side}".encode(), hashed).hexdigest()
        return self._root / name[:2] / f"{name}{_SUFFIX}"
