"""What a letter belongs to is learnt from what was filed, told with reasons, and corrected."""

from indexer.recognition.learnt import Example, Learnt

FILED = (
    Example("การเบิกจ่ายงบประมาณงบดำเนินงาน", "ด้วยได้จัดสรรงบประมาณรายจ่าย", "คลังจังหวัด", "การเงิน"),
    Example("แจ้งการโอนเงินงบประมาณ", "จัดสรรเงินให้โรงเรียนในสังกัด", "คลังจังหวัด", "การเงิน"),
    Example("การเลื่อนเงินเดือนข้าราชการครู", "ให้ส่งบัญชีรายชื่อข้าราชการครู", "ศึกษาธิการ", "บุคคล"),
    Example("การย้ายข้าราชการครูและบุคลากร", "คำร้องขอย้ายประจำปี", "ศึกษาธิการ", "บุคคล"),
    Example("ขอเชิญประชุมผู้บริหารสถานศึกษา", "กำหนดจัดประชุมผู้บริหาร", "สพฐ.", "อำนวยการ"),
)


def test_a_new_letter_goes_where_its_like_was_filed_and_says_why() -> None:
    best = Learnt(FILED).guesses("คำร้องขอย้ายของข้าราชการครู", "มีครูขอย้าย", "โรงเรียนสมมติ")[0]
    assert best.label == "บุคคล"
    assert {"ย้าย", "ข้าราชการครู"} & set(best.reasons)


def test_a_sender_speaks_for_what_he_usually_writes_about() -> None:
    best = Learnt(FILED).guesses("หนังสือเวียน", "", "คลังจังหวัด")[0]
    assert (best.label, best.reasons[0]) == ("การเงิน", "ผู้ส่ง: คลังจังหวัด")


def test_shares_add_up_and_a_strange_letter_leaves_it_open() -> None:
    guesses = Learnt(FILED).guesses("xyz", "", "")
    assert abs(sum(guess.sure for guess in guesses) - 1) < 1e-9
    assert guesses[0].sure < 0.5


def test_a_correction_teaches() -> None:
    learnt = Learnt(FILED)
    said = ("โครงการอาหารกลางวัน", "รายงานผลโครงการอาหารกลางวันนักเรียน", "โรงเรียนสมมติ")
    learnt.learn(Example(*said, label="ส่งเสริม"))
    assert learnt.guesses(*said)[0].label == "ส่งเสริม"


def test_an_empty_archive_proposes_nothing() -> None:
    assert Learnt().guesses("ขอเชิญประชุม", "", "") == ()
