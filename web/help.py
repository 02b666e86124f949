"""Help in Thai: how to begin, and one printable page for each kind of work."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from web.routing import PUBLIC, route

GUIDES = {
    "clerk": "เจ้าหน้าที่",
    "registrar": "เจ้าหน้าที่งานสารบรรณ",
    "head": "ผู้อำนวยการกลุ่มและรองผู้อำนวยการ",
    "director": "ผู้อำนวยการ",
    "auditor": "ผู้ตรวจสอบ",
    "administrator": "ผู้ดูแลระบบ",
}


@route("/help", needs=PUBLIC)
def help() -> ResponseReturnValue:
    """List the guides, and what helps everybody."""
    return render_template("help.html", guides=GUIDES)


@route("/help/<guide>", needs=PUBLIC)
def help_guide(guide: str) -> ResponseReturnValue:
    """Show one guide; it prints on one page."""
    if guide not in GUIDES:
        abort(404)
    return render_template(f"help_{guide}.html", title=GUIDES[guide])
