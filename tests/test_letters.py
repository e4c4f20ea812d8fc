"""A mail saved as text: the story without its head and signature."""

import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.read import mail, read

BODY = "The ferry to Orm has been out of service since Tuesday, the line said. Some 340 people were stranded."

HEADS = [
    ("From: Orm Lines <press@orm.example>", "To: desk@list.example", "Date: Tue, 3 Mar 2026 07:48:19 +0100",
     "Subject: Ferry to Orm is out of service"),
    ("Von: Orm Lines <press@orm.example>", "Gesendet: Dienstag, 3. März 2026 07:48", "An: desk@list.example",
     "Betreff: WG: Ferry to Orm is out of service"),
    ("De : Orm Lines <press@orm.example>", "Envoyé : mardi 3 mars 2026 07:48", "À : desk@list.example",
     "Objet : Ferry to Orm is out of service"),
    ("发件人: Orm Lines <press@orm.example>", "收件人: desk@list.example", "日期: 2026年3月3日 07:48",
     "主题: Ferry to Orm is out of service"),
    ("From press@orm.example Tue Mar  3 07:48:19 2026", "Received: a;", "\tTue, 3 Mar 2026 07:48:20 +0100",
     "From: Orm Lines <press@orm.example>", "Date: Tue, 3 Mar 2026 07:48:19 +0100",
     "Subject: [list] Re: =?utf-8?Q?Ferry_to_Orm_is_out?= of service", "X-Mailer: Tern 4"),
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(
    "end", ["-- \nAda Lind\nPhone +47 555 0100", "Mit freundlichen Grüßen\nAda Lind\nTel. 040 555 0100", ""]
)
def test_title_day_and_outlet_come_from_the_head_and_nothing_else_shows(head, end):
    story = read("a.txt", ("\n".join(head) + f"\n\n{BODY}\n\n{end}\n").encode())
    assert (story.title, story.published, story.outlet) == (
        "Ferry to Orm is out of service",
        "2026-03-03",
        "Orm Lines",
    )
    assert " ".join(sentence.text for sentence in story.sentences) == BODY
    assert all(aside.rule.startswith("private/") for aside in story.asides)
    assert not any(aside.text for aside in story.asides)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_quoted_printable_is_read_as_what_it_encodes(charset):
    body = "Die Fähre nach Örm fällt aus – seit Dienstag, teilte die Reederei mit; ihr Motor wird geprüft."
    body = body if charset == "utf-8" else body.replace("–", "-")
    coded = quopri.encodestring(body.encode(charset)).decode()
    head = (
        "From: a@b.example\nTo: c@d.example\nSubject: F\nContent-Transfer-Encoding: quoted-printable\n"
        f'Content-Type: text/plain;\n charset="{charset}"\n\n'
    )
    story = read("a.txt", (head + coded).encode())
    assert [sentence.text for sentence in story.sentences] == [body]
    (only,) = story.sentences
    assert (head + coded)[only.start : only.end] == coded.strip()


def test_a_mail_of_parts_that_are_no_text_says_what_to_do():
    head = "From: a@b.example\nSubject: F\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
    head += "Content-Type: image/png\n\n"
    assert any(
        "sitegen import" in problem.message for problem in read("a.txt", f"{head}{BODY}".encode()).problems
    )


@pytest.mark.parametrize(
    "text",
    [
        f"Title: Ferry\nAuthor: Ada Lind\n\n{BODY}",
        f"To: the readers of this paper\n\n{BODY}",
        f"{BODY}\n\n--\n\nThe line runs eleven ferries between the islands and has done so for long.",
    ],
)
def test_other_heads_and_rules_are_no_mail(text):
    rules = {aside.rule for aside in read("a.txt", text.encode()).asides}
    assert rules.isdisjoint({"private/mail-head", "private/signature"})


@given(st.text(alphabet="ab é–中=\n.\x0c", max_size=60))
def test_every_character_of_coded_text_has_its_place(text):
    coded = quopri.encodestring(text.encode()).decode()
    made = mail._plain(coded, 0, len(coded), "utf-8")
    assert "".join(made.parts).replace("\r", "") == text
    places = [(file, length) for _, file, length in made.segments]
    assert places == sorted(places)
