"""Every route and every role: nobody comes further than the route's one declaration says."""

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from office.first_start import FirstStart, try_as
from office.office import Office, operator
from office.permissions import role_titles, verbs
from tests.conftest import Browser
from web import first_start
from web.app import create
from web.routing import API, PAGE, PERSON, PUBLIC, ROUTES, Route, route, route_of

OPEN = {  # what anybody may ask for, and why
    "enter": "log-in itself",
    "switch": "log-in by PIN",
    "welcome": "a one-time link",
    "first": "the address printed at the first start",
    "health": "one word for a watching program",
    "help": "the guides",
    "help_guide": "the guides",
    "letters": "the size of letters on this browser",
    "verify": "what anybody who holds a paper may ask",
    "verified": "what a paper's code lets anybody know",
    "verified_short": "the same, from the short address in a QR code",
    "verified_file": "whether a file is the one that is kept",
    "calendar": "a secret link that shows deadlines of its owner",
    "answer": "a secret link to one meeting's call or invitation",
    "answered": "what is answered by that link",
    "answer_item": "an item that was sent by that link",
    "answer_item_changed": "that item, changed",
    "answer_ics": "that meeting for a calendar",
    "reach": "one sentence for a telephone that tries the address",
    "openapi": "the description of the API, which holds no records",
}
NO_CHANGE = ("GET", "HEAD", "OPTIONS")


@pytest.fixture
def app(office: Office) -> Flask:
    return create(office)


def only_the_gate(app: Flask) -> None:
    """Replace each view by one word."""
    for name in app.view_functions:
        if name != "static":
            app.view_functions[name] = lambda **_: "through"


def rules(app: Flask) -> list[tuple[Rule, str]]:
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if rule.endpoint != "static"
    ]


def ask(
    browser: Browser, rule: Rule, method: str, secret: str, headers: dict[str, str] | None = None
) -> TestResponse:
    given = {name: "1" if "int" in type(c).__name__.lower() else "x" for name, c in _parts(rule)}
    with browser.app.test_request_context():
        path = browser.app.url_map.bind("localhost").build(rule.endpoint, given, method)
    data = {"csrf": secret} if method not in NO_CHANGE else None
    return browser.client.open(path, method=method, data=data, headers=headers)


def _parts(rule: Rule) -> list[tuple[str, object]]:
    return list(rule._converters.items())


def of_role(app: Flask, office: Office, role: str) -> Browser:
    person = "p25"  # no role of her own but reader
    for grant in office.actor(_account(office, person)).grants:
        office.people.revoke(person, grant.role, grant.group, operator())
    office.people.grant(person, role, "", operator())
    return Browser(app).come_in(person)


def _account(office: Office, person: str) -> str:
    try_as(office, person, browser="")
    return person


def test_every_address_is_declared_once(app: Flask) -> None:
    assert {rule.endpoint for rule, _ in rules(app)} == {each.name for each in ROUTES}
    for each in ROUTES:
        same = [other for other in ROUTES if other.name == each.name]
        assert {(other.needs, other.door) for other in same} == {(each.needs, each.door)}


def test_nobody_gets_through_but_to_the_open_pages(app: Flask) -> None:
    browser, secret = Browser(app), "none"
    only_the_gate(app)
    for rule, method in rules(app):
        declared = route_of(rule.endpoint)
        assert declared
        if declared.door == API:
            continue
        answer = ask(browser, rule, method, secret)
        if declared.needs == PUBLIC:
            assert rule.endpoint in OPEN, rule
        else:
            assert "through" not in answer.text, rule
            assert answer.status_code in (302, 401), rule


QUICK = ("clerk", "reader")  # the others take the slow run
ROLES = [
    pytest.param(role, marks=[] if role in QUICK else pytest.mark.slow) for role in role_titles()
]


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_exactly_as_far_as_its_verbs(app: Flask, office: Office, role: str) -> None:
    browser = of_role(app, office, role)
    secret = browser.secret()
    only_the_gate(app)
    for rule, method in rules(app):
        declared = route_of(rule.endpoint)
        assert declared
        if declared.door == API:
            continue
        answer = ask(browser, rule, method, secret)
        allowed = declared.needs in (PUBLIC, PERSON) or declared.needs in verbs(role)
        assert (answer.text == "through") == allowed, (role, method, rule)
        assert answer.status_code == (200 if allowed else 403), (role, method, rule)


def of_programs(app: Flask) -> list[tuple[Rule, str, Route]]:
    """The routes behind the other door, which asks for a key."""
    every = [(rule, method, route_of(rule.endpoint)) for rule, method in rules(app)]
    return [(rule, method, told) for rule, method, told in every if told and told.door == API]


@pytest.mark.parametrize("key", ["", "Bearer guessed", "Basic cDA3OnAwNw==", "Bearer"])
def test_no_program_gets_through_without_a_key_not_even_with_a_persons_cookie(
    app: Flask, key: str
) -> None:
    browser = Browser(app).come_in("p07")
    only_the_gate(app)
    found = of_programs(app)
    assert len(found) > 10
    for rule, method, told in found:
        answer = ask(browser, rule, method, "", {"Authorization": key} if key else None)
        assert (answer.text == "through") == (told.needs == PUBLIC), (method, rule)
        assert told.needs != PUBLIC or rule.endpoint in OPEN, rule


@pytest.mark.parametrize("role", ROLES)
def test_a_key_gets_exactly_as_far_as_its_holders_role(
    app: Flask, office: Office, role: str
) -> None:
    of_role(app, office, role)
    key = office.tokens.give("matrix", office.actor("p25"))
    headers, program = {"Authorization": f"Bearer {key}"}, Browser(app)
    only_the_gate(app)
    for rule, method, told in of_programs(app):
        answer = ask(program, rule, method, "", headers)
        allowed = told.needs in (PUBLIC, PERSON) or told.needs in verbs(role)
        assert (answer.text == "through") == allowed, (role, method, rule)
        assert answer.status_code == (200 if allowed else 403), (role, method, rule)


def test_a_key_for_programs_opens_no_page(app: Flask, office: Office) -> None:
    of_role(app, office, "registrar")
    headers = {"Authorization": f"Bearer {office.tokens.give('matrix', office.actor('p25'))}"}
    program = Browser(app)
    only_the_gate(app)
    for rule, method in rules(app):
        told = route_of(rule.endpoint)
        if told and told.door == PAGE and told.needs != PUBLIC:
            answer = ask(program, rule, method, "none", headers)
            assert answer.status_code in (302, 401), (method, rule)


def test_before_there_is_an_office_every_page_lies_below_the_told_address(tmp_path: Path) -> None:
    app = first_start.create(FirstStart(tmp_path), "told", lambda office: None)
    open_to_all = {rule.rule for rule in app.url_map.iter_rules() if "/told" not in rule.rule}
    assert open_to_all == {"/", "/static/<path:filename>"}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/first/told"):
            guessed = app.test_client().get(rule.rule.replace("told", "guessed"))
            assert guessed.status_code == 404


def test_no_form_is_taken_without_its_secret(app: Flask) -> None:
    browser = Browser(app).come_in("p07")
    only_the_gate(app)
    for rule, method in rules(app):
        declared = route_of(rule.endpoint)
        if method not in NO_CHANGE and declared and declared.door != API:
            answer = ask(browser, rule, method, "guessed")
            assert answer.status_code in (400, 403), (method, rule)


def test_a_page_that_says_no_need_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="nobody can be given the right"):
        route("/nowhere", needs="everything")
