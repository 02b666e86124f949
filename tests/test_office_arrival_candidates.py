"""What a field may say is proposed from letters that were filed before, never put in."""

from office.arrival_candidates import Said, candidates

TREASURY, SCHOOL = "สำนักงานคลังจังหวัดตัวอย่าง", "โรงเรียนบ้านสมมติวิทยา"
HERE = "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาตัวอย่าง เขต ๑"
KNOWN = [
    Said("กค 0903/12", TREASURY, HERE),
    Said("กค 0903/ว 40", TREASURY, HERE),
    Said("ศธ 04999.037/8", SCHOOL, HERE),
    Said("3/2569", "เทศบาลเมืองสมมติ", ""),
]


def proposed(
    asked: set[str], number: str = "", sender: str = "", receiver: str = HERE
) -> dict[str, tuple[str, ...]]:
    typed = {"number": number, "sender": sender, "receiver": receiver}
    return candidates("external", typed, asked, KNOWN)


def test_the_code_comes_from_the_same_sender_and_nothing_is_invented_behind_it() -> None:
    found = proposed({"number"}, sender=TREASURY)
    assert found == {"number": ("กค 0903/", "ศธ 04999.037/")}


def test_what_was_read_behind_the_stroke_stays_with_the_digits_that_are_asked_for() -> None:
    found = proposed({"number"}, number="NA ๐๙๐๓/ว๔_", sender=TREASURY)
    assert found["number"] == ("กค 0903/ว๔_",)


def test_a_sender_is_proposed_who_is_like_it_then_who_wrote_under_that_code() -> None:
    misread = proposed({"sender"}, number="กค ๐๙๐๓/๗", sender="โรงเรียนบ้านสมมุติวิทยา")
    assert misread["sender"] == (SCHOOL, TREASURY)
    missing = proposed({"sender"}, number="ศธ ๐๔๙๙๙.๐๓๗/๑๑")
    assert missing["sender"] == (SCHOOL, TREASURY, "เทศบาลเมืองสมมติ")


def test_a_sure_name_is_asked_for_only_where_it_is_nearly_that_of_two_letters() -> None:
    assert proposed(set(), sender="สำบักงานคลังจังหวัดตัวอย่าง")["sender"] == (TREASURY,)
    assert proposed(set(), sender=TREASURY) == {}
    assert proposed(set(), sender="สำนักงานที่ดินจังหวัดตัวอย่าง") == {}
    assert proposed(set(), sender="โรงเรียนบ้านสมมุติวิทยา") == {}


def test_the_number_of_an_order_has_no_code_to_propose() -> None:
    typed = {"number": "", "sender": TREASURY, "receiver": HERE}
    assert candidates("order", typed, {"number"}, KNOWN) == {}
