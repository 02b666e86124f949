"""The pages of one office as a Flask application."""

from flask import Flask, g

from office.office import Office
from web import gate
from web.bare import bare, kept_secret
from web.current import OFFICE, visitor
from web.current import office as here
from web.menu import leads, menu
from web.session import form_secret
from web.trouble import be_quick, trouble
from web.views import ROUTES


def create(office: Office, hosts: tuple[str, ...] = ()) -> Flask:
    """Return the application; ``hosts`` are the names it answers to, () = any."""
    app = bare(kept_secret(office.folder.place("work")), hosts)
    app.extensions[OFFICE] = office
    for route in ROUTES:
        app.add_url_rule(route.path, route.name, route.view, methods=route.methods)
    app.before_request(be_quick)
    app.before_request(gate.before)
    app.context_processor(
        lambda: {
            "office_name": "" if g.get("stormy") else here().profile.name_full,
            "visitor": visitor(),
            "menu": menu,
            "leads": leads,
            "csrf": form_secret,
            "trouble": trouble,
        }
    )
    return app
