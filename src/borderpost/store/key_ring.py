"""The key ring of the system: Windows' credential locker, the Secret Service, a keychain."""

import base64
import binascii

from borderpost.store.vault import NoKeyRing

_SERVICE = "Borderpost"


class SystemKeyRing:
    """Keeps secrets under the service name `Borderpost`."""

    def read(self, account: str) -> bytes | None:
        """Return a secret; None where there is none."""
        import keyring
        from keyring.errors import KeyringError

        try:
            text = keyring.get_password(_SERVICE, account)
        except KeyringError as error:
            raise NoKeyRing(_why(error)) from error
        try:
            return base64.b64decode(text, validate=True) if text else None
        except binascii.Error:
            return None

    def write(self, account: str, secret: bytes) -> None:
        """Keep a secret."""
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(_SERVICE, account, base64.b64encode(secret).decode("ascii"))
        except KeyringError as error:
            raise NoKeyRing(_why(error)) from error

    def forget(self, account: str) -> None:
        """Drop a secret."""
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError

        try:
            keyring.delete_password(_SERVICE, account)
        except PasswordDeleteError:
            return
        except KeyringError as error:
            raise NoKeyRing(_why(error)) from error


def _why(error: Exception) -> str:
    """Return the first sentence of what the library says: the others tell developers what to install."""
    return str(error).partition(". ")[0]
