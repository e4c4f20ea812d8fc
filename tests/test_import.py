"""What `sitegen import` makes of feeds, mail, archives, records and documents, and what it leaves out."""

import csv
import gzip
import io
import json
import re
import tempfile
import zipfile
from collections import Counter
from email.message import EmailMessage
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import InputError, SettingsError
from sitegen.cli import main
from sitegen.importing import Wanted
from sitegen.importing.formats import imported
from sitegen.read import read
from sitegen.site.source import scan

LONG = " ".join(f"The lock at Oddersley was opened for barge number {count}." for count in range(12))
RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Canal Wire</title><item><title>Barges &amp; &lt;b&gt;locks&lt;/b&gt;</title><guid>canal-1</guid>
<link>https://canal.example/1</link><pubDate>Mon, 02 Mar 2026 08:30:00 +0100</pubDate>
<c:encoded><![CDATA[<p>{LONG}</p>]]></c:encoded>
<source url="https://post.example/f">Harbour Post</source></item>
<item><title>Soon more</title><guid>canal-2</guid>
<description>The council meets … Read more</description></item>
</channel></rss>"""


@pytest.fixture
def content(tmp_path):
    (tmp_path / "content").mkdir()
    return tmp_path / "content"


def laid(folder: Path, name: str, data: bytes | str) -> str:
    path = folder.parent / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


def taken(content, name, data, wanted=None, **how):
    """What came of one container, and the stories that it gave, read as the build reads them."""
    (found,) = imported(content, [laid(content, name, data)], wanted or Wanted(), **how)
    stories = [read(Path(path).name, Path(path).read_bytes()) for path in found.written]
    return found, stories


def words(story):
    return " ".join(sentence.text for sentence in story.sentences)


def mail(subject="Pump fails", body="The pump in Oddersley failed at noon.", **heads):
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = heads.pop("sender", "Town Hall <press@town.example>")
    message["Date"] = "Tue, 03 Mar 2026 09:15:00 +0100"
    message["Message-ID"] = heads.pop("known_by", "<pump@town.example>")
    message.set_content(body)
    return message


def test_an_item_of_a_feed_becomes_a_story_with_what_the_feed_states(content):
    found, (story,) = taken(content, "canal.xml", RSS)
    assert (story.title, story.published, story.outlet) == ("Barges & locks", "2026-03-02", "Harbour Post")
    assert story.url == "https://canal.example/1"
    assert words(story) == LONG
    assert [each.what for each in found.left_out] == ["Soon more"]


def test_teasers_are_taken_where_they_are_asked_for(content):
    found, _ = taken(content, "canal.xml", RSS, Wanted(teasers=True))
    assert len(found.written) == 2
    assert not found.left_out


def test_a_second_import_changes_nothing(content):
    found, _ = taken(content, "canal.xml", RSS)
    before = {path: Path(path).stat().st_mtime_ns for path in found.written}
    again, _ = taken(content, "canal.xml", RSS)
    assert (again.written, again.standing) == ([], 1)
    assert before == {path: Path(path).stat().st_mtime_ns for path in before}


def test_an_item_with_other_words_is_told_and_replaced_only_where_asked_for(content):
    (first,), later = (
        taken(content, "canal.xml", RSS)[0].written,
        RSS.replace("barge number 3", "barge number 33"),
    )
    told, _ = taken(content, "canal.xml", later.replace("Barges &amp;", "Barges in"))
    assert told.differing == [first]
    assert "number 33" not in Path(first).read_text()
    updated, _ = taken(content, "canal.xml", later, update=True)
    assert updated.written == [first]
    assert "number 33" in Path(first).read_text()


def test_two_items_with_one_id_are_both_kept(content):
    entries = [{"id": "1", "text": "The bell rang."}, {"id": "1", "text": "The bell fell."}]
    found, stories = taken(content, "bells.jsonl", "\n".join(map(json.dumps, entries)))
    assert sorted(map(words, stories)) == ["The bell fell.", "The bell rang."]
    assert not taken(content, "bells.jsonl", "\n".join(map(json.dumps, entries)))[0].written
    assert len(found.written) == 2


def test_a_json_feed_is_read_without_another_package(content):
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Quay Notes", "items": []}
    feed["items"] = [
        {"id": 7, "content_html": f"<p>{LONG}</p>", "date_published": "2026-03-02T10:00:00Z"},
        "odd",
    ]
    found, (story,) = taken(content, "feed.json", json.dumps(feed))
    assert (story.outlet, story.published) == ("Quay Notes", "2026-03-02")
    assert [each.what for each in found.left_out] == ["item 2"]


def test_a_feed_that_blows_up_entities_takes_neither_time_nor_room(content):
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    found, _ = taken(
        content, "bomb.xml", bomb + "]><rss><channel><item><title>&i;</title></item></channel></rss>"
    )
    assert sum(Path(path).stat().st_size for path in found.written) < 100_000


def test_a_message_becomes_a_story_without_its_addresses_and_signature(content):
    message = mail(body="The pump in Oddersley failed at noon.\n\n-- \nIda Quist\n+44 5550 100\n")
    found, (story,) = taken(content, "pump.eml", message.as_bytes())
    assert (story.title, story.published, story.outlet) == ("Pump fails", "2026-03-03", "Town Hall")
    assert words(story) == "The pump in Oddersley failed at noon."
    assert not {"press@", "5550"} & set(Path(found.written[0]).read_text().split())


def test_what_stands_below_two_dashes_is_a_story_unless_it_is_a_signature(content):
    body = "The pump failed.\n\n--\n\nThe bridge in Garth was closed."
    assert "Garth" in words(taken(content, "m.eml", mail(body=body).as_bytes())[1][0])


def test_a_message_in_an_old_encoding_keeps_its_letters(content):
    raw = mail().as_string().replace('charset="utf-8"', 'charset="koi8-r"').replace("7bit", "8bit")
    raw = raw.replace("The pump in Oddersley failed at noon.", "Насос остановился в полдень.")
    _, (story,) = taken(content, "pump.eml", raw.encode("koi8-r"))
    assert words(story) == "Насос остановился в полдень."


def test_a_message_of_parts_within_parts_is_read_without_end(content):
    message = mail()
    for _ in range(50):
        outer = EmailMessage()
        outer["Subject"], outer["From"], outer["Message-ID"] = (
            "Nested",
            "Town <t@town.example>",
            "<n@town.example>",
        )
        outer.make_mixed()
        outer.attach(message)
        message = outer
    _, (story,) = taken(content, "deep.eml", message.as_bytes())
    assert words(story) == "The pump in Oddersley failed at noon."


def test_a_mailbox_gives_a_story_for_each_message(content):
    box = b"".join(
        b"From town Tue Mar  3 09:15:00 2026\n"
        + mail(f"Pump {n}", f"Pump {n} failed.\n\n>From now on it rests.\n", known_by=f"<{n}@x>").as_bytes()
        + b"\n"
        for n in range(3)
    )
    _, stories = taken(content, "Inbox", box)
    assert [words(story) for story in stories] == [
        f"Pump {n} failed. From now on it rests." for n in range(3)
    ]


def test_a_newsletter_is_split_at_its_headings_where_asked_for(content):
    message = mail("This week")
    message.add_alternative(
        "<h2>Quay</h2><p>The quay closed.</p><h2>Mill</h2><p>The mill turned.</p>" * 2, "html"
    )
    page = message.as_bytes()
    assert len(taken(content, "week.eml", page)[1]) == 1
    _, stories = taken(content, "week.eml", page, Wanted(split=True), into="parts")
    assert [story.title for story in stories][:2] == ["Quay", "Mill"]


def test_a_page_saved_as_mhtml_keeps_its_address(content):
    page = (
        "From: <Saved>\r\nSnapshot-Content-Location: https://post.example/fire\r\nSubject: Fire\r\n"
        "Date: Tue, 3 Mar 2026 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="B"\r\n\r\n--B\r\nContent-Type: text/html\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://post.example/fire\r\n\r\n"
        "<html><body><article><p>The mill burned=20down.</p></article></body></html>\r\n--B--\r\n"
    )
    _, (story,) = taken(content, "fire.mhtml", page)
    assert (story.url, words(story)) == ("https://post.example/fire", "The mill burned down.")


def warc(*pages: tuple[str, str]) -> bytes:
    out = b""
    for url, page in pages:
        sent = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
        heads = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Date: 2026-03-03T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:{url}>\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(sent)}\r\n\r\n"
        )
        out += gzip.compress(heads.encode() + sent + b"\r\n\r\n")
    return out


def test_an_archive_that_is_cut_off_gives_what_stands_before_the_cut(content):
    page = "<html><body><article><p>The mill burned down on Sunday.</p></article></body></html>"
    whole = warc(("https://post.example/a", page), ("https://post.example/b", page))
    _, stories = taken(content, "crawl.warc.gz", whole, into="whole")
    assert [story.url for story in stories] == ["https://post.example/a", "https://post.example/b"]
    found, stories = taken(content, "crawl.warc.gz", whole[: len(whole) * 2 // 3], into="cut")
    assert [story.url for story in stories] == ["https://post.example/a"]
    assert "cut off" in found.left_out[0].why


def test_a_line_that_is_no_record_is_told_and_the_rest_is_taken(content):
    lines = [
        '{"text": "One bell rang.", "published_at": "2026-03-02"}',
        '{"text": ',
        '{"note": 1}',
        '{"body": "Two."}',
    ]
    found, stories = taken(content, "wire.jsonl", "\n".join(lines))
    assert [words(story) for story in stories] == ["One bell rang.", "Two."]
    assert [each.what for each in found.left_out] == ["line 2 of wire.jsonl", "line 3 of wire.jsonl"]


def test_columns_are_named_by_a_person_or_by_their_usual_names(content):
    table = "Schlagzeile;Inhalt;datum\nBrand;Die Mühle brannte.;2026-03-02\nkurz;zwei\n"
    wanted = Wanted(text="Inhalt", title="Schlagzeile", date="datum")
    found, (story,) = taken(content, "wire.csv", table, wanted)
    assert (story.title, story.published, words(story)) == ("Brand", "2026-03-02", "Die Mühle brannte.")
    assert found.left_out[0].why.startswith("has 2 cells where the table has 3 columns")
    with pytest.raises(InputError, match="Schlagzeile, Inhalt, datum"):
        taken(content, "wire.csv", table)
    with pytest.raises(InputError, match="has no column 'Artikel'"):
        taken(content, "wire.csv", table, Wanted(text="Artikel"))


def test_an_advisory_whose_english_says_nothing_keeps_its_words(content):
    said = [{"lang": "de", "value": "Die Pumpe steht still."}, {"lang": "en", "value": ""}]
    record = {
        "cveMetadata": {"cveId": "CVE-2031-40912"},
        "containers": {"cna": {"descriptions": said}},
    }
    _, (story,) = taken(content, "pump.json", json.dumps(record))
    assert words(story) == "Die Pumpe steht still."


def test_a_date_without_a_year_is_kept_as_it_is_stated(content):
    found, (story,) = taken(content, "wire.jsonl", '{"text": "The bell rang.", "date": "3 March"}')
    assert story.published is None
    assert 'stated date: "3 March"' in Path(found.written[0]).read_text()


def test_an_id_names_no_path(content):
    found, _ = taken(
        content, "wire.jsonl", json.dumps({"id": "../../etc/x", "title": "../..", "text": "A bell."})
    )
    assert Path(found.written[0]).parent == content / "wire"


CSAF = {
    "document": {
        "csaf_version": "2.0",
        "title": "Lockgate controller",
        "publisher": {"name": "Oddersley CERT"},
        "tracking": {"id": "OC-7", "initial_release_date": "2026-03-02T09:00:00Z"},
        "notes": [{"category": "summary", "text": "A crafted request opens the gate."}],
    },
    "product_tree": {"branches": [{"branches": [{"product": {"product_id": "P1", "name": "Lockgate 2.3"}}]}]},
    "vulnerabilities": [
        {
            "cve": "CVE-2026-10001",
            "scores": [{"cvss_v3": {"baseScore": 7.5, "baseSeverity": "HIGH"}}],
            "product_status": {"known_affected": ["P1"]},
        }
    ],
}


def test_an_advisory_is_its_notes_its_fields_and_its_keys(content):
    found, (story,) = taken(content, "oc-7.json", json.dumps(CSAF))
    text = Path(found.written[0]).read_text()
    assert 'cve: "CVE-2026-10001"' in text
    assert {"Severity: HIGH", "CVSS score: 7.5", "Affected: Lockgate 2.3"} <= set(text.splitlines())
    assert "A crafted request opens the gate." in words(story)
    assert (story.outlet, story.published) == ("Oddersley CERT", "2026-03-02")


def test_records_of_osv_and_of_the_cve_list_are_known_by_their_form(content):
    osv = {
        "id": "GHSA-abcd-efgh-ijkm",
        "aliases": ["CVE-2026-10001"],
        "summary": "Gate opens",
        "affected": [],
    }
    osv["affected"] = [
        {"package": {"name": "lockgate"}, "ranges": [{"events": [{"introduced": "0"}, {"fixed": "2.4"}]}]}
    ]
    cve = {"cveMetadata": {"cveId": "CVE-2026-10001", "datePublished": "2026-03-02T09:00:00"}}
    cve["containers"] = {"cna": {"descriptions": [{"lang": "en", "value": "The gate opens."}]}}
    found, _ = taken(content, "osv.json", json.dumps(osv))
    assert "Fixed in: lockgate 2.4" in Path(found.written[0]).read_text()
    assert 'ghsa: "GHSA-abcd-efgh-ijkm"' in Path(found.written[0]).read_text()
    _, (story,) = taken(content, "cve.json", json.dumps([cve]))
    assert (story.published, words(story)) == ("2026-03-02", "The gate opens.")


def test_an_item_of_a_library_is_its_snapshot_or_its_abstract(content):
    laid(content, "snap.html", "<html><body><article><p>The heron came back.</p></article></body></html>")
    about = {
        "type": "article-journal",
        "container-title": "Bird Notes",
        "issued": {"date-parts": [[2026, 3, 2]]},
    }
    items = [
        {
            **about,
            "id": "a",
            "title": "Heron",
            "DOI": "10.5555/heron",
            "attachments": [{"path": "snap.html"}],
        },
        {
            **about,
            "id": "b",
            "title": "Owl",
            "abstract": "The owl left.",
            "attachments": [{"path": "../../x.html"}],
        },
        {**about, "id": "c", "title": "Crow"},
    ]
    found, stories = taken(content, "birds.json", json.dumps(items))
    assert [(words(story), story.outlet) for story in stories] == [
        ("The heron came back.", "Bird Notes"),
        ("The owl left.", "Bird Notes"),
    ]
    assert [each.what for each in found.left_out] == ["Crow"]


def docx(*paragraphs: str, size: int = 0) -> bytes:
    text = '</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">'.join(paragraphs)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    space = "http://schemas.openxmlformats.org"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship '
        f'Id="r1" Type="{space}/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{space}/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        f'<w:t xml:space="preserve">{text}</w:t>'
        f"</w:r></w:p></w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
        if size:
            file.writestr("word/media/zeros.bin", b"\0" * size)
    return out.getvalue()


def test_a_word_document_is_its_words(content):
    _, (story,) = taken(content, "minutes.docx", docx("The council met on Monday."))
    assert words(story) == "The council met on Monday."


def test_a_document_that_would_fill_the_memory_is_left_out(content, monkeypatch):
    monkeypatch.setattr("sitegen.importing.documents.MOST_UNPACKED", 1_000_000)
    found, _ = taken(content, "bomb.docx", docx("A", size=2_000_000))
    assert found.left_out[0].why == "unpacks to more than 1 MB"


def pdf(text: str, *, password: str = "") -> bytes:
    import pypdf
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")}
    )
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode() if text else b"")
    page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_is_the_text_that_it_holds(content):
    found, (story,) = taken(content, "minutes.pdf", pdf("The council met on Monday."))
    assert words(story) == "The council met on Monday."
    assert 'extracted from: "a PDF of 1 pages"' in Path(found.written[0]).read_text()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf(""), "holds pictures of pages and no text; recognise its text first"),
        (pdf("The council met.", password="x"), "is encrypted; save it without its password"),
        (b"%PDF-1.7 broken", "is no PDF that can be read"),
    ],
)
def test_a_pdf_without_words_to_be_had_is_left_out_with_the_reason(content, data, why):
    found, _ = taken(content, "scan.pdf", data)
    assert found.left_out[0].why.startswith(why)


def test_a_dry_run_writes_nothing(content, capsys):
    path = laid(content, "canal.xml", RSS)
    assert main(["import", "-C", str(content.parent), "--dry-run", path]) == 0
    assert "would write" in capsys.readouterr().out
    assert not list(content.iterdir())


@pytest.mark.slow
def test_a_mailbox_of_ten_thousand_messages_is_taken_whole_and_once(content):
    told = (mail(f"Pump {n} fails", known_by=f"<pump{n}@town.example>").as_bytes() for n in range(10_000))
    path = laid(content, "inbox.mbox", b"".join(b"From x\n" + each + b"\n" for each in told))
    (first,), (again,) = (imported(content, [path], Wanted()) for _ in range(2))
    assert (len(first.written), first.left_out, len(again.written)) == (10_000, [], 0)


def test_what_is_left_out_is_told_with_the_file_and_line_once(content, capsys):
    path = laid(content, "bells.csv", "title,date,text\nBell,2031-05-01,The bell rang.\nCrow,2031\n")
    main(["import", "-C", str(content.parent), path])
    assert "bells.csv: line 3: has 2 cells where the table has 3 columns" in capsys.readouterr().err


def test_an_import_that_is_ended_goes_on_where_it_stood(content, monkeypatch):
    entries = "\n".join(json.dumps({"id": n, "text": f"Bell {n} rang."}) for n in range(5))
    kept, count = Path.replace, iter(range(5))

    def ended(self, target):
        if next(count) == 3:
            raise KeyboardInterrupt
        return kept(self, target)

    monkeypatch.setattr(Path, "replace", ended)
    with pytest.raises(KeyboardInterrupt):
        taken(content, "bells.jsonl", entries)
    monkeypatch.setattr(Path, "replace", kept)
    assert len([path for path in (content / "bells").iterdir() if path.suffix == ".txt"]) == 3
    found, _ = taken(content, "bells.jsonl", entries)
    assert (len(found.written), found.standing) == (2, 3)


def test_what_cannot_be_imported_is_said_with_what_can(content):
    with pytest.raises(InputError, match=r"copy it into the content folder"):
        imported(content, [laid(content, "a.txt", "A bell.")], Wanted())
    with pytest.raises(InputError, match=r"what can be imported: \.rss"):
        imported(content, [laid(content, "a.xyz", "A bell.")], Wanted())
    with pytest.raises(InputError, match="no such file"):
        imported(content, ["nowhere.mbox"], Wanted())
    with pytest.raises(SettingsError, match="leads out of"):
        imported(content, [laid(content, "a.jsonl", '{"text": "A bell."}')], Wanted(), into="../..")
    with pytest.raises(InputError, match="JSON of no known form"):
        imported(content, [laid(content, "a.json", '{"a": 1}')], Wanted())


def test_a_build_of_stories_and_containers_says_of_which_stories_can_be_taken(content, capsys):
    (content / "a.txt").write_text(LONG)
    (content / "b.eml").write_bytes(mail().as_bytes())
    (content / "c.webloc").write_text("x")
    main(["build", "-C", str(content.parent)])
    assert "b.eml, c.webloc; stories can be taken out of .eml: sitegen import" in capsys.readouterr().err


def test_a_build_of_nothing_but_containers_says_what_to_do(content, capsys):
    (content / "inbox.mbox").write_bytes(b"From x\n" + mail().as_bytes())
    assert main(["build", "-C", str(content.parent)]) == 0
    told = capsys.readouterr().err
    assert f"stories can be taken out of inbox.mbox: sitegen import -C {content.parent} {content}" in told
    assert main(["import", "-C", str(content.parent), str(content)]) == 0
    assert main(["build", "-C", str(content.parent)]) == 0
    assert (content.parent / "public" / "pump-fails" / "index.html").is_file()


WORDS = st.text(st.sampled_from("abc é中م.,!?&=_#*|-\"'\t:%[]()0"), min_size=1, max_size=60)
PARTS = (
    st.lists(WORDS, min_size=1, max_size=5).map("\n\n".join).filter(lambda text: any(map(str.isalnum, text)))
)


def _row(text):
    written = io.StringIO()
    csv.writer(written).writerows([["title", "text"], ["Pump fails", text]])
    return written.getvalue().encode()


def _feed(text):
    entry = (
        f"<title>Pump fails</title><guid>one</guid><c:encoded>{escape(f'<p>{escape(text)}</p>')}</c:encoded>"
    )
    space = 'xmlns:c="http://purl.org/rss/1.0/modules/content/"'
    return f"<rss version='2.0' {space}><channel><item>{entry}</item></channel></rss>".encode()


def _web(text):
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    return f"<html><head><meta charset=utf-8></head><body><article>{paragraphs}</article></body></html>"


def _saved(text, known_by="https://post.example/a"):
    message = EmailMessage()
    message["Snapshot-Content-Location"] = known_by
    message.set_content(_web(text), subtype="html", cte="quoted-printable")
    message.make_mixed()
    return message.as_bytes()


def _advisory(text, known_by="X-1"):
    notes = [{"text": part} for part in text.split("\n\n")]
    document = {"csaf_version": "2.0", "title": "Pump", "tracking": {"id": known_by}, "notes": notes}
    return json.dumps({"document": document}).encode()


def _flaw(text, known_by="CVE-2031-1001"):
    cna = {"title": "Pump", "descriptions": [{"lang": "en", "value": text}]}
    return json.dumps({"cveMetadata": {"cveId": known_by}, "containers": {"cna": cna}}).encode()


def _print(text):
    plain = "".join(letter for letter in text if letter.isascii() and letter not in "\t\n")
    return pdf(re.sub(r"([()\\\\])", r"\\\1", plain) or " ")


def _record(text, known_by="1"):
    return json.dumps({"id": known_by, "title": "Pump fails", "text": text}).encode()


CONTAINERS = {
    "records a.jsonl": _record,
    "table a.csv": _row,
    "mail a.eml": lambda text: mail(body=text).as_bytes(),
    "feed a.rss": _feed,
    "page a.mhtml": _saved,
    "crawl a.warc.gz": lambda text: warc(("https://post.example/a", _web(text))),
    "document a.docx": lambda text: docx(*map(escape, text.split("\n\n"))),
    "print a.pdf": _print,
    "advisory a.json": _advisory,
    "flaw a.json": _flaw,
}


def fresh(folder):
    content = Path(folder, "content")
    content.mkdir()
    return content


@pytest.mark.parametrize("kind", CONTAINERS)
@settings(deadline=None, max_examples=40)
@given(text=PARTS)
def test_every_letter_of_an_item_is_in_one_piece_of_its_story(kind, text):
    told = text
    if kind == "print a.pdf":
        told = "".join(filter(str.isascii, text))
    elif kind == "mail a.eml":
        told = re.split(r"(?m)^--(?: $|(?= ?\n(?:.*\n){0,12}.*@))", text)[0]
    with tempfile.TemporaryDirectory() as folder:
        _, stories = taken(fresh(folder), kind.split()[1], CONTAINERS[kind](text), Wanted(teasers=True))
        shown = Counter(
            letter
            for story in stories
            for piece in (*story.sentences, *story.asides)
            for letter in filter(str.isalnum, piece.text)
        )
    left = any(aside.rule.startswith("private/") and aside.end for story in stories for aside in story.asides)
    assert left or not Counter(filter(str.isalnum, told)) - shown


@pytest.mark.parametrize("kind", CONTAINERS)
def test_an_import_of_each_kind_is_the_same_again_and_whole_after_one_that_was_ended(
    content, kind, monkeypatch
):
    data = CONTAINERS[kind](LONG)

    def ended(self, target):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", ended)
        with pytest.raises(KeyboardInterrupt):
            taken(content, kind.split()[1], data)
    assert not scan(content).files
    found, (story,) = taken(content, kind.split()[1], data)
    again, _ = taken(content, kind.split()[1], data)
    assert (len(found.written), again.written, again.standing) == (1, [], 1)
    assert LONG in " ".join(words(story).split())


@pytest.mark.parametrize("known_by", ["../../x", "CON", "a/b\\c:*?", ".", "\u202ex", "x" * 400, "é e\u0301"])
@pytest.mark.parametrize(
    ("name", "data"), [("a.jsonl", _record), ("a.json", _advisory), ("b.json", _flaw), ("a.mhtml", _saved)]
)
def test_no_id_of_a_container_makes_a_name_that_is_unsafe(content, name, data, known_by):
    (path,) = taken(content, name, data(LONG, known_by))[0].written
    assert Path(path).resolve().parent == (content / name.partition(".")[0]).resolve()
    assert re.fullmatch(r"[a-z0-9-]{10,90}\.(?:txt|html)", Path(path).name)


def blog(kind, status):
    space = "xmlns:c='http://purl.org/rss/1.0/modules/content/' xmlns:wp='http://wordpress.org/export/1.2/'"
    marks = f"<wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>"
    item = f"<item><title>Lock shut</title><guid>1</guid><c:encoded>{LONG}</c:encoded>{marks}</item>"
    return f"<rss version='2.0' {space}><channel><title>Canal</title>{item}</channel></rss>"


@pytest.mark.parametrize(
    ("kind", "status", "drafts"),
    [("post", "publish", [False]), ("post", "draft", [True]), ("nav_menu_item", "publish", [])],
)
def test_an_export_of_a_blog_gives_its_stories_and_keeps_drafts_back(content, kind, status, drafts):
    assert [story.draft for story in taken(content, "blog.xml", blog(kind, status))[1]] == drafts


def test_a_short_item_with_content_of_its_own_is_a_story(content):
    item = {"id": "1", "summary": "A lock is shut.", "content_text": "A lock is shut. Barges wait in Orm."}
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [item]}
    assert [words(story) for story in taken(content, "f.json", json.dumps(feed))[1]] == [item["content_text"]]


def test_a_table_is_read_in_its_own_encoding_language_and_form_of_day(content):
    rows = (
        'Überschrift;Datum;Text\r\nSchleuse zu;11.03.2026;"Die Schleuse in Öder ist seit Mittwoch gesperrt."'
    )
    _, (story,) = taken(content, "t.csv", rows.encode("cp1252"))
    assert (story.title, story.published) == ("Schleuse zu", "2026-03-11")
    assert words(story) == "Die Schleuse in Öder ist seit Mittwoch gesperrt."


def test_a_field_within_a_field_is_named_with_dots(content):
    record = json.dumps([{"post": {"text": LONG, "at": 1773204300}}])
    _, (story,) = taken(content, "p.json", record, Wanted(text="post.text", date="post.at"))
    assert (words(story), story.published) == (LONG, "2026-03-11")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "password"),
        ("a.eml", b"", "is empty"),
        ("a.odt", b"PK", "save documents as .docx"),
        ("a.opml", b"<opml/>", "lists feeds"),
        ("a.json", b"{", "is no JSON"),
    ],
)
def test_a_file_that_gives_nothing_is_told_with_what_to_do(content, name, data, why):
    with pytest.raises(InputError, match=why):
        imported(content, [laid(content, name, data)], Wanted())


def test_a_file_that_gives_nothing_costs_the_others_of_its_folder_nothing(content):
    inbox = content.parent / "inbox"
    inbox.mkdir()
    (inbox / "a.json").write_text('{"chat": 1}')
    (inbox / "b.mbox").write_text("Just words.")
    (inbox / "c.eml").write_bytes(mail().as_bytes())
    (inbox / "._c.eml").write_bytes(b"\0\5\x16\7")
    found = imported(content, [str(inbox)], Wanted())
    assert [(len(each.written), len(each.left_out)) for each in found] == [(0, 1), (0, 1), (1, 0)]


def test_a_path_that_leads_nowhere_is_said_with_the_file_that_is_meant(content):
    laid(content, "inbox.mbox", "x")
    with pytest.raises(InputError, match=r"is .*inbox\.mbox meant"):
        imported(content, [str(content.parent / "inbx.mbox")], Wanted())


def test_files_of_a_form_that_is_not_read_are_named_with_what_to_do(content, capsys):
    (content / "a.txt").write_text(LONG)
    for name in ("b.rtf", "c.css", "d.srt"):
        (content / name).write_text("x")
    main(["build", "-C", str(content.parent)])
    said = capsys.readouterr().err
    assert "b.rtf, d.srt, c.css; save documents as .docx and import them; save subtitles as .txt" in said
