"""The real pages of a draft, as pictures."""

from flask import Response, abort, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from office.draft_errors import Superseded
from office.preview import Preview
from web.current import actor, office
from web.errors import wants_json
from web.routing import route

WIDTH = 900  # pixels of a page's picture


@route("/drafts/<int:draft>/preview", needs="draft")
def draft_preview(draft: int) -> ResponseReturnValue:
    """Show a draft as it was last saved; to the form's own script, tell where its pictures are."""
    standing = office().drafting.open(draft, actor())
    given = office().drafting.told(standing.draft)
    try:
        word = office().word.shown(draft)
        seen = office().previews.of(draft, standing.form, given, word)
    except Superseded:
        return "", 204
    pictures = _pictures(draft, seen)
    if not wants_json():
        return render_template(
            "draft_preview.html", standing=standing, preview=seen, pictures=pictures
        )
    problems = [str(problem) for problem in seen.problems]
    return jsonify(pictures=pictures, text=seen.text, reason=seen.reason, problems=problems)


@route("/drafts/<int:draft>/preview/<mark>/<int:page>.png", needs="draft")
def draft_picture(draft: int, mark: str, page: int) -> ResponseReturnValue:
    """Send one page of a preview as PNG; 404 where it is forgotten: ask for the preview again."""
    office().drafting.open(draft, actor())
    picture = office().previews.picture(mark, page - 1, WIDTH)
    if picture is None:
        abort(404)
    answer = Response(picture, mimetype="image/png")
    answer.headers["Cache-Control"] = "private, max-age=600, immutable"
    return answer


def _pictures(draft: int, seen: Preview) -> list[str]:
    return [
        url_for("draft_picture", draft=draft, mark=seen.mark, page=number + 1)
        for number in range(seen.pages)
    ]
