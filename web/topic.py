"""A topic through time: the meetings that spoke of it, and what each resolved."""

from itertools import groupby

from flask import render_template, request
from flask.typing import ResponseReturnValue

from thai.dates import buddhist_year
from thai.errors import Refused
from web.current import actor, office
from web.find_link import Asked
from web.routing import route


@route("/topic", needs="read")
def topic() -> ResponseReturnValue:
    """Show what meetings said on a topic, by year, in the order of their days."""
    asked, says = Asked.of(request.args), ""
    try:
        told = office().search.topic(asked.q, actor()) if asked.q else ()
    except Refused as refused:
        told, says = (), str(refused)
    years = [
        (year, list(those)) for year, those in groupby(told, lambda one: buddhist_year(one.day))
    ]
    return render_template("topic.html", asked=asked, years=years, count=len(told), says=says)
