"""Messages: the day is the one on which it was sent, by its own header, and never one that it quotes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.exchange import documents
from scrutineer.exchange.documents import document_text


def message(date_header: str = "Tue, 14 Apr 2026 09:12:00 +0100", body: str = "We accept.", more: str = "") -> bytes:
    dated = f"Date: {date_header}\r\n" if date_header else ""
    return f"From: a@b.example\r\nSubject: =?utf-8?q?RE=3A_caf=C3=A9?=\r\n{dated}{more}\r\n{body}".encode()


def test_a_message_has_the_day_it_was_sent_its_header_and_its_text():
    read = document_text("a.eml", message())
    assert (read.sent, read.header) == ((date(2026, 4, 14),), "Tue, 14 Apr 2026 09:12:00 +0100")
    assert read.text == "From: a@b.example\nSubject: RE: café\n\nWe accept."


@pytest.mark.parametrize("header", ["", "yesterday", "Tue, 31 Feb 2026 09:12:00 +0100"])
def test_a_message_without_a_day_has_none_and_takes_none_that_it_quotes(header):
    read = document_text("a.eml", message(header, "Thank you.\r\nDate: 3 May 2026\r\n"))
    assert (read.sent, read.first_page) == ((), "")
    assert "Date: 3 May 2026" in read.text


def test_two_days_of_sending_and_an_hour_before_midnight_in_utc_are_not_sure():
    assert document_text("a.eml", message(more="Date: Wed, 15 Apr 2026 09:12:00 +0100\r\n")).sent == ()
    late = document_text("a.eml", message("Tue, 14 Apr 2026 23:30:00 +0000"))
    assert late.sent == (date(2026, 4, 14), date(2026, 4, 15))


def test_words_in_marks_alone_and_the_names_of_what_is_attached_are_read():
    more = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n"
    body = (
        "--x\r\nContent-Type: text/html\r\n\r\n<style>p{}</style><p>We accept</p><p>the challenge</p>\r\n"
        '--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="Reply.pdf"\r\n\r\nx\r\n--x--'
    )
    text = document_text("a.eml", message(body=body, more=more)).text
    assert "We accept\nthe challenge" in text
    assert "Attached: Reply.pdf" in text
    assert "p{}" not in text


@given(st.binary(max_size=300))
def test_no_bytes_behind_a_header_stop_the_reading(body):
    assert documents.text_inside("eml", message() + body).startswith("{")
