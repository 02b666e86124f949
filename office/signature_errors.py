"""Refusals of signing with a certificate, and of looking at signatures."""

from thai.errors import Refused


class CertificateWrong(Refused):
    """A certificate cannot be used to sign; ``why`` says so and what to do."""

    sentence = "ใช้ใบรับรองนี้ไม่ได้: {why}"


class PdfNotSignable(Refused):
    """A PDF cannot be signed: locked, damaged, or certified against changes."""

    sentence = "ลงลายมือชื่อดิจิทัลในไฟล์นี้ไม่ได้: {why}"


class NoPdfToSign(Refused):
    """A record has no PDF; one is made when LibreOffice is there."""

    sentence = "เอกสาร {record} ยังไม่มีไฟล์ PDF จึงลงลายมือชื่อดิจิทัลไม่ได้"


class SignaturesUnreadable(Refused):
    """A file is not a PDF whose signatures can be looked at."""

    sentence = "ตรวจลายมือชื่อในไฟล์นี้ไม่ได้: {why}"


class TrustedUnreadable(Refused):
    """A file in the folder of trusted certificates is none."""

    sentence = "ไฟล์ {file} ในโฟลเดอร์ trusted ไม่ใช่ใบรับรอง (PEM หรือ DER) โปรดแก้หรือเอาออก"
