"""Certificates of nobody: an authority, and people's keys as PKCS#12 files."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from office.signatures_pdf import Key

PASSPHRASE = "รหัสลับ ๑๒๓"
LONG = datetime(2000, 1, 1), datetime(2100, 1, 1)
PAST = datetime(2000, 1, 1), datetime(2001, 1, 1)


@dataclass(frozen=True)
class Authority:
    """Who issues certificates; ``pem`` is its own."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


@cache
def authority() -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("หน่วยออกใบรับรองสมมติ")
    return Authority(key, _issued(name, name, key, key, LONG, ca=True))


@cache
def key_of(name: str, held: tuple[datetime, datetime] = LONG) -> Key:
    """A person's PKCS#12 file, issued by the authority."""
    by, key = authority(), ec.generate_private_key(ec.SECP256R1())
    own = _issued(_name(name), by.certificate.subject, key, by.key, held, ca=False)
    lock = BestAvailableEncryption(PASSPHRASE.encode())
    data = serialize_key_and_certificates(None, key, own, [by.certificate], lock)
    return Key(data, PASSPHRASE)


@cache
def server_chain(address: str, held: tuple[datetime, datetime] = LONG) -> bytes:
    """Key and certificate of a server at an IP address, issued by the authority, as PEM."""
    by, key = authority(), ec.generate_private_key(ec.SECP256R1())
    at = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
    own = _issued(_name(address), by.certificate.subject, key, by.key, held, ca=False, more=(at,))
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return plain + own.public_bytes(Encoding.PEM)


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _issued(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    by: ec.EllipticCurvePrivateKey,
    held: tuple[datetime, datetime],
    *,
    ca: bool,
    more: tuple[x509.ExtensionType, ...] = (),
) -> x509.Certificate:
    uses = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only"), False
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=not ca,
        key_cert_sign=ca,
        crl_sign=ca,
        decipher_only=False,
        **uses,
    )
    building = x509.CertificateBuilder(issuer, subject, key.public_key())
    building = building.serial_number(x509.random_serial_number())
    building = building.not_valid_before(held[0]).not_valid_after(held[1])
    for extension in more:
        building = building.add_extension(extension, critical=False)
    building = building.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    return building.add_extension(usage, critical=True).sign(by, SHA256())
