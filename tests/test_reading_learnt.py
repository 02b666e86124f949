"""What a letter belongs to is learnt from what was filed, told with reasons, and corrected."""

from indexer.recognition.learnt import Example, Learnt, said_by


def example(subject: str, text: str, sender: str, label: str, id: str = "") -> Example:
    return Example(said_by(subject, text, sender), label, id)


FILED = (
    example("การเบิกจ่ายงบประมาณงบดำเนินงาน", "ด้วยได้จัดสรรงบประมาณรายจ่าย", "คลังจังหวัด", "การเงิน"),
    example("แจ้งการโอนเงินงบประมาณ", "จัดสรรเงินให้โรงเรียนในสังกัด", "คลังจังหวัด", "การเงิน"),
    example("การเลื่อนเงินเดือนข้าราชการครู", "ให้ส่งบัญชีรายชื่อข้าราชการครู", "ศึกษาธิการ", "บุคคล"),
    example("การย้ายข้าราชการครูและบุคลากร", "คำร้องขอย้ายประจำปี", "ศึกษาธิการ", "บุคคล"),
    example("ขอเชิญประชุมผู้บริหารสถานศึกษา", "กำหนดจัดประชุมผู้บริหาร", "สพฐ.", "อำนวยการ"),
)


def test_a_new_letter_goes_where_its_like_was_filed_and_says_why() -> None:
    said = said_by("คำร้องขอย้ายของข้าราชการครู", "มีครูขอย้าย", "โรงเรียนสมมติ")
    best = Learnt(FILED).guesses(said)[0]
    assert best.label == "บุคคล"
    assert {"ย้าย", "ข้าราชการครู"} & set(best.reasons)


def test_a_sender_speaks_for_what_he_usually_writes_about() -> None:
    best = Learnt(FILED).guesses(said_by("หนังสือเวียน", "", "คลังจังหวัด"))[0]
    assert (best.label, best.reasons[0]) == ("การเงิน", "ผู้ส่ง: คลังจังหวัด")


def test_shares_add_up_and_a_strange_letter_leaves_it_open() -> None:
    guesses = Learnt(FILED).guesses(said_by("xyz", "", ""))
    assert abs(sum(guess.sure for guess in guesses) - 1) < 1e-9
    assert guesses[0].sure < 0.5


def test_while_all_is_filed_under_one_nothing_is_sure() -> None:
    (best,) = Learnt(FILED[:2]).guesses(said_by("แจ้งการโอนเงินงบประมาณ", "", "คลังจังหวัด"))
    assert (best.label, best.sure) == ("การเงิน", 0.5)


def test_a_correction_teaches_and_what_was_filed_wrong_is_forgotten() -> None:
    said = ("โครงการอาหารกลางวัน", "รายงานผลโครงการอาหารกลางวันนักเรียน", "โรงเรียนสมมติ")
    wrong = example(*said, "การเงิน")
    learnt = Learnt([*FILED, wrong])
    assert learnt.guesses(said_by(*said))[0].label == "การเงิน"
    learnt.forget(wrong)
    right = example(*said, "ส่งเสริม")
    learnt.learn(right)
    assert learnt.guesses(said_by(*said))[0].label == "ส่งเสริม"
    learnt.forget(right)
    assert learnt.guesses(said_by(*said)) == Learnt(FILED).guesses(said_by(*said))


def test_the_letters_that_are_like_it_are_named_the_newest_first() -> None:
    filed = [example("การย้ายข้าราชการครู", "คำร้องขอย้าย", "ศธจ.", "บุคคล", str(n)) for n in range(3)]
    best = Learnt([*FILED, *filed]).guesses(said_by("การย้ายข้าราชการครู", "คำร้อง", "ศธจ."))[0]
    assert best.like[:3] == ("2", "1", "0")


def test_an_empty_archive_proposes_nothing() -> None:
    assert Learnt().guesses(said_by("ขอเชิญประชุม", "", "")) == ()
