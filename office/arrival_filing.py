"""Where a letter that arrives is filed: told by a person, by a rule of the office, or not yet."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from archive.access import OFFICE
from archive.records import Description, Fact
from archive.retention import retain_until, retention_class
from office.arrival_rule import Paper, Rule
from office.profile import Profile

FILED_BY_RULE, RULE_UNDONE = "filed-by-rule", "rule-undone"


@dataclass(frozen=True)
class Filed:
    """A category (code), group and retention class ("" as it is); ``rule`` decided it, if one did.

    ``told`` is False where nobody said the category: it is the default, and is asked for.
    """

    category: str
    group: str = ""
    retention: str = ""
    rule: Rule | None = None
    told: bool = True


def first_rule(profile: Profile, paper: Paper) -> Rule | None:
    """Return the first rule in force that fits a letter and whose category takes new records."""
    codes = {each.code for each in profile.file_plan.open}
    rules = (rule for rule in profile.arrival_rules if rule.on and rule.category in codes)
    return next((rule for rule in rules if rule.fits(paper)), None)


def filed_where(
    profile: Profile, category: str, paper: Paper, unsure: Collection[str] = ()
) -> Filed:
    """Decide where a letter goes; a told ``category`` is believed before every rule.

    A rule files by itself only by what was read for sure: ``unsure`` names the fields that were
    not ("from", "subject").
    """
    if category:
        return Filed(category)
    rule = first_rule(profile, paper)
    if rule and rule.by_itself and not _guessed(rule, unsure):
        return Filed(rule.category, rule.group, rule.retention, rule)
    default = profile.default_category
    return Filed(default or profile.file_plan.open[0].code, told=bool(default))


def _guessed(rule: Rule, unsure: Collection[str]) -> bool:
    """Whether a rule fits only by what was not read for sure."""
    return bool((rule.sender and "from" in unsure) or (rule.word and "subject" in unsure))


def refiled(about: Description, profile: Profile, where: Filed, start: date | None) -> Description:
    """Return a description filed elsewhere: category, group, and the term counted from ``start``.

    Who may read it follows the category, unless it was restricted for itself.
    """
    category = profile.file_plan.category(where.category)
    kept = retention_class(where.retention or category.retention)
    labels = {OFFICE, *profile.group_names}
    return replace(
        about,
        category=category.code,
        group=where.group or about.group,
        retention=kept.id,
        retain_until=retain_until(kept, start) if start else about.retain_until,
        access=(category.access or OFFICE) if about.access in labels else about.access,
    )


def said_of(rule: Rule, profile: Profile) -> str:
    """Say a rule of an office in Thai."""
    return rule.sentence({each.code: each.title for each in profile.file_plan.categories})


def rule_fact(rule: Rule, profile: Profile, came: Fact) -> Fact:
    """Return the fact that a rule filed a letter, at the moment at which it came."""
    return replace(came, what=FILED_BY_RULE, note=said_of(rule, profile), other={"rule": rule.id})
