"""The key file of a service account that exists nowhere, made anew for each run of the tests."""

from __future__ import annotations

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

EMAIL = "robot@shop.iam.gserviceaccount.com"
SCOPE = "https://www.googleapis.com/auth/spreadsheets"
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PRIVATE = RSA.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
).decode()
PUBLIC = RSA.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def robot_key(token_uri: str = "https://oauth2.googleapis.com/token") -> dict[str, str]:
    """The key file of a service account that exists nowhere."""
    return {
        "type": "service_account",
        "project_id": "shop",
        "private_key_id": "1",
        "private_key": PRIVATE,
        "client_email": EMAIL,
        "token_uri": token_uri,
    }
