"""From the answers of a form to a Word document."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from templates import emblem as emblems
from templates.context import context
from templates.fill import Answers
from templates.form import Form
from templates.limited import CHILD
from templates.marked_places import framed
from templates.merge import Job, make
from templates.office import Emblem, OfficeFacts
from templates.package import parse, rendered, unpack


def render(
    form: Form,
    answers: Answers,
    *,
    office: OfficeFacts,
    emblem: Emblem,
    number: str | None,
    dated: date | None,
    final: bool,
    copy_mark: str = "",
    prefix: str | None = None,
    marked: date | None = None,
) -> bytes:
    """Make the document; the same arguments give the same bytes.

    A final with ``number`` or ``dated`` None is printed for signature with number and day blank.
    ``prefix`` is what stands before the room for a letter's number (``ศธ ๐๔๙๙๙.๑/ว ``); None is the
    office's own letter code. With ``marked`` the blanks are marked to be filled at issue, when
    people have gone on in Word (``templates/marked_places.py``).
    Raises ``TemplateBroken``; for the office's own templates, which are filled in a child process
    under limits, also ``TemplateTooSlow``; ``PackageRefused`` and ``PictureRefused``.
    """
    told = context(
        form,
        answers,
        office=office,
        number=number,
        dated=dated,
        final=final,
        copy_mark=copy_mark,
        prefix=prefix,
        marked=marked,
    )
    job = _job(form, answers, told, office=office, emblem=emblem, final=final, dated=dated)
    made = CHILD.make(job) if job.name in form.own else make(job)
    return made if marked is None else framed(made)


def _job(
    form: Form,
    answers: Answers,
    told: Mapping[str, Any],
    *,
    office: OfficeFacts,
    emblem: Emblem,
    final: bool,
    dated: date | None,
) -> Job:
    name = form.template_name(answers.values)
    return Job(
        name=name,
        template=form.files[name].read_bytes(),
        context=told,
        emblem=emblems.ready(emblem),
        font=office.font,
        digits=form.digits or office.digits,
        final=final,
        title=form.title_of(answers.values),
        subject=form.title,
        author=office.name,
        dated=dated,
    )


def has_emblem(form: Form, answers: Answers) -> bool:
    """Tell whether the template that these answers ask for has a place for the emblem."""
    parts = unpack(form.files[form.template_name(answers.values)].read_bytes())
    trees = (parse(parts[name]) for name in rendered(parts))
    return any(True for tree in trees for _ in emblems.places(tree))
