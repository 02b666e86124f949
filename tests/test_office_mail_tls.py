"""Mail under TLS, with a real server: STARTTLS and from the first word, and who is not trusted."""

import ssl
from pathlib import Path

import pytest

from office.mail_errors import MailRefused
from office.office import Office
from tests.conftest import Browser
from tests.signing_keys import PAST, authority, server_chain
from tests.test_office_digest import ME, PostOffice, post, typed

pytestmark = pytest.mark.slow

__all__ = ["post"]
HERE = "127.0.0.1"
LOGIN = {"user": "saraban", "password": "lap-maak"}


def guarded(post: PostOffice, tmp_path: Path, chain: bytes, *, at_once: bool) -> None:
    """Let the server show a certificate."""
    path = tmp_path / "server.pem"
    path.write_bytes(chain)
    post.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    post.context.load_cert_chain(path)
    post.at_once = at_once


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this computer trust the authority of nobody, as an office's own would be trusted."""
    path = tmp_path / "authority.pem"
    path.write_bytes(authority().pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.usefixtures("trusted")
def test_neither_password_nor_mail_goes_before_tls(
    office: Office, post: PostOffice, tmp_path: Path, security: str
) -> None:
    guarded(post, tmp_path, server_chain(HERE), at_once=security == "tls")
    office.standards.digest.put(typed(post.port, security=security, **LOGIN), ME)
    office.standards.digest.test("me@esa1.go.th", ME)
    assert len(post.took) == len(post.logins) == 1
    assert post.clear == ([] if security == "tls" else ["EHLO", "STAR"])


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(
    ("chain", "says"),
    [
        (lambda: server_chain("10.9.8.7"), "เป็นของชื่ออื่น"),
        (lambda: server_chain(HERE, PAST), "หมดอายุแล้ว"),
    ],
    ids=["another's", "expired"],
)
@pytest.mark.usefixtures("trusted")
def test_a_wrong_certificate_is_refused_and_told_nothing(  # noqa: PLR0917
    office: Office, post: PostOffice, tmp_path: Path, security: str, chain: object, says: str
) -> None:
    assert callable(chain)
    guarded(post, tmp_path, chain(), at_once=security == "tls")
    office.standards.digest.put(typed(post.port, security=security, **LOGIN), ME)
    with pytest.raises(MailRefused, match=says):
        office.standards.digest.test("me@esa1.go.th", ME)
    assert (post.took, post.logins) == ([], [])


def test_who_is_known_to_nobody_is_refused_on_the_page(
    browser: Browser, post: PostOffice, tmp_path: Path
) -> None:
    guarded(post, tmp_path, server_chain(HERE), at_once=True)
    admin = browser.come_in("p07")
    admin.post("/settings/mail", typed(post.port, security="tls", **LOGIN))
    tried = admin.post("/settings/mail", do="test", to="me@esa1.go.th")
    assert tried.status_code == 422
    assert "ไม่ได้ออกโดยผู้ที่เครื่องนี้เชื่อถือ" in tried.text and "lap-maak" not in tried.text
    assert (post.took, post.logins) == ([], [])


def test_a_server_without_tls_gets_no_password(office: Office, post: PostOffice) -> None:
    office.standards.digest.put(typed(post.port, security="starttls", **LOGIN), ME)
    with pytest.raises(MailRefused, match="ไม่มีวิธีเข้ารหัส"):
        office.standards.digest.test("me@esa1.go.th", ME)
    office.standards.digest.put(typed(post.port, security="tls", **LOGIN), ME)
    with pytest.raises(MailRefused, match="การเข้ารหัสกับเครื่องส่งอีเมลไม่สำเร็จ"):
        office.standards.digest.test("me@esa1.go.th", ME)
    assert (post.took, post.logins) == ([], [])
