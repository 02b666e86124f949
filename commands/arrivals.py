"""Commands of what came to the inbox: listed, confirmed, tried again; and of the office's rules."""

from argparse import Namespace
from dataclasses import asdict

from archive.records import RecordId
from commands.speaking import opened, say, show_json
from indexer.recognition.learnt import Guess
from office.arrival_fields import FIELDS, PATHS, told_by
from office.arrival_filing import said_of
from office.arrival_rule import SUBJECT, TEXT, Rule
from office.arrivals import CONFIRM, STATES, Arrival
from office.clock import today
from office.errors import TellingInvalid
from office.likely import because
from office.office import Office
from office.permissions import Actor
from thai.digits import to_thai

TOLD = (*PATHS.values(), "category", "group")


def arrivals(args: Namespace) -> str | None:
    """List what came, or do with one file what is asked."""
    here, actor = opened(args)
    if args.act is None:
        for file in here.arrivals.all(actor, args.state, 1000):
            _tell(file, args.json)
        return None
    if args.act == "show":
        _show(here, actor, here.arrivals.one(args.id, actor), args.json)
        return None
    acts = {"confirm": _confirm, "retry": _retry, "dismiss": _dismiss, "undo": _undo}
    _tell(acts[args.act](here, actor, args), args.json)
    return None


def rules(args: Namespace) -> str | None:
    """List the rules, write one, try it, switch it, order them."""
    here, actor = opened(args)
    known = here.arrival_rules
    if args.act == "add":
        texts = {name: getattr(args, name) for name in ("category", "sender", "word", "kind")}
        more = {"group": args.group, "retention": args.retention, "by_itself": args.by_itself}
        within = TEXT if args.text else SUBJECT
        try:
            args.id = known.put(Rule(**texts, **more, within=within), actor).id
        except TellingInvalid as refused:
            return _faults(refused)
    if args.act in ("add", "try"):
        _tried(here, actor, known.one(args.id, actor), as_json=args.json)
        return None
    if args.act == "on":
        known.switch_on(args.id, (args.same, args.other), actor)
    elif args.act == "off":
        known.switch_off(args.id, actor)
    elif args.act == "move":
        known.move(args.id, args.place, actor)
    elif args.act == "remove":
        known.remove(args.id, actor)
    for at, rule in enumerate(known.all(actor), 1):
        told = {**vars(rule), "sentence": said_of(rule, here.profile)}
        show_json(told) if args.json else print(_line(at, rule, told["sentence"]))
    return None


def _confirm(here: Office, actor: Actor, args: Namespace) -> Arrival:
    file = here.confirming.waiting(args.id, actor)
    record = here.show(RecordId.parse(file.record), actor).record
    given = {name: getattr(args, name) for name in TOLD if getattr(args, name) is not None}
    values = here.confirming.typed(file, record.description, actor) | given
    try:
        told = told_by(values, today(here.clock))
        return here.confirming.confirm(args.id, record.version, told, actor)
    except TellingInvalid as refused:
        _faults(refused)
        raise


def _retry(here: Office, actor: Actor, args: Namespace) -> Arrival:
    return here.arrivals.retry(args.id, actor)


def _dismiss(here: Office, actor: Actor, args: Namespace) -> Arrival:
    return here.arrivals.dismiss(args.id, args.reason, actor)


def _undo(here: Office, actor: Actor, args: Namespace) -> Arrival:
    return here.confirming.undo(args.id, actor)


def _show(here: Office, actor: Actor, file: Arrival, as_json: bool) -> None:
    """Tell what was read in a file that waits, and where it may belong."""
    _tell(file, as_json)
    if file.state != CONFIRM:
        return
    record = here.show(RecordId.parse(file.record), actor).record
    letter, proposed = here.confirming.letter(file.id, actor), here.confirming.proposed(file, actor)
    values = here.confirming.typed(file, record.description, actor)
    candidates = here.confirming.candidates(file, values)
    for name, label in FIELDS.items():
        others = candidates.get(PATHS[name], ())
        spot, asked = letter.spots.get(name), name in letter.asked or bool(others)
        if as_json:
            told = {"name": PATHS[name], "value": values[PATHS[name]], "asked": asked}
            show_json(told | {"candidates": others} | (asdict(spot) if spot else {}))
        else:
            sure = f"แน่ใจ {to_thai(str(round(100 * spot.sure)))}%" if spot else "ไม่พบ"
            print(f"{label}\t{values[PATHS[name]]}\t{sure}{'  โปรดตรวจ' if asked else ''}")
            for other in others:
                print(f"\tอาจเป็น {other}")
    if proposed.rule:
        print(f"ตามกฎ\t{said_of(proposed.rule, here.profile)}")
    titles = {each.code: each.title for each in here.profile.file_plan.categories}
    _guessed("หมวด", proposed.guesses.category, titles)
    _guessed("กลุ่ม", proposed.guesses.group, here.profile.group_names)


def _guessed(label: str, guess: Guess | None, titles: dict[str, str]) -> None:
    if guess:
        sure = to_thai(str(round(100 * guess.sure)))
        print(f"เสนอ{label}\t{guess.label} {titles[guess.label]}\tแน่ใจ {sure}% {because(guess)}")


def _tell(file: Arrival, as_json: bool) -> None:
    if as_json:
        show_json(asdict(file))
    else:
        parts = (to_thai(str(file.id)), file.source, STATES[file.state], file.record, file.reason)
        print("\t".join(parts).rstrip())


def _tried(here: Office, actor: Actor, rule: Rule, *, as_json: bool) -> None:
    """Tell a rule and which filed letters it fits."""
    tried = here.arrival_rules.tried(rule, actor)
    if as_json:
        show_json({**vars(rule), **asdict(tried)})
        return
    counts = [to_thai(str(len(each))) for each in (tried.same, tried.other)]
    looked = to_thai(str(tried.looked))
    print(f"{rule.id}  {said_of(rule, here.profile)}")
    print(f"ดู {looked} ฉบับ ตรงและหมวดเดียวกัน {counts[0]} ฉบับ ตรงแต่ต่างหมวด {counts[1]} ฉบับ")
    for one in (*tried.other, *tried.same):
        print(f"{one.id}\tหมวด {to_thai(one.category)}\t{one.title}")
    say(f"เปิดใช้: saraban rules on {rule.id} --same {len(tried.same)} --other {len(tried.other)}")


def _line(at: int, rule: Rule, sentence: str) -> str:
    state = "เปิดใช้" if rule.on else "ยังไม่เปิดใช้"
    how = "เก็บเอง" if rule.by_itself else "เสนอ"
    return f"{to_thai(str(at))}\t{rule.id}\t{state}\t{how}\t{sentence}"


def _faults(refused: TellingInvalid) -> str:
    for problem in refused.problems:
        say(str(problem))
    return "refused"
