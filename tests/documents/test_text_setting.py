"""Text of any script in lines: order, breaks, widths, and that nothing is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as given_by

from borderpost.documents import bidi, line_breaks
from borderpost.documents import style as st
from borderpost.documents.fonts import FontsMissing, coverage, find_fonts, font_folders, installed_fonts
from borderpost.documents.paragraph import LONGEST, clean, set_text, text_width
from borderpost.documents.shaping import Shaper

SHAPER = Shaper(installed_fonts())


def drawn(text: str, width: float = 1000.0) -> list[str]:
    """The characters of each line in the order in which they are drawn from left to right."""
    return [
        "".join(glyph.text for piece in line.pieces for glyph in piece.glyphs)
        for line in set_text(text, st.BODY, width, SHAPER)
    ]


@pytest.mark.parametrize(
    ("logical", "visual"),
    [
        ("abc 123", "abc 123"),
        ("אבג", "גבא"),
        ("אבג 123 דהו", "והד 123 גבא"),
        ("אבג (abc) דהו", "והד (abc) גבא"),
        ("abc אבג def", "abc גבא def"),
        ("Ref \u2067אב 12\u2069: 7", "Ref 12 בא: 7"),
    ],
)
def test_mixed_directions_are_drawn_in_visual_order(logical, visual):
    # a mirrored bracket is drawn by its partner's glyph, and copied as the character that was written
    (line,) = drawn(logical)
    mirrored = line.translate(str.maketrans("()", ")(")) if "(abc)" in logical else line
    assert mirrored == visual


def test_each_line_is_ordered_for_itself():
    lines = drawn("אבג דהו זחט יכל", text_width("אבג דהו זח", st.BODY, SHAPER))
    assert lines[0] == "והד גבא"
    assert len(lines) == 2


def test_arabic_letters_are_joined():
    (line,) = set_text("محمد", st.BODY, 1000, SHAPER)
    (piece,) = line.pieces
    isolated = {SHAPER.shape(piece.face, letter, True).glyphs[0].id for letter in "محمد"}
    assert len(piece.glyphs) == 4
    assert not isolated & {glyph.id for glyph in piece.glyphs[1:3]}
    assert line.told == "محمد"


def test_levels_of_plain_text_cost_no_analysis():
    assert bidi.levels("Plain text 123") == (0, [0] * 14)
    assert bidi.visual_order([0, 1, 2, 1, 0]) == [0, 3, 2, 1, 4]
    assert bidi.visual_order([]) == []


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("two words", ["two ", "words"]),
        ("一二。三", ["一", "二。", "三"]),
        ("「一」二", ["「一」", "二"]),
        ("well-known", ["well-", "known"]),
        ("2026-11-03", ["2026-11-03"]),
        ("a/b", ["a/", "b"]),
        ("no\u00a0break", ["no\u00a0break"]),
        ("EUR 5", ["EUR ", "5"]),
    ],
)
def test_lines_end_where_they_may(text, pieces):
    assert [text[start:end] for start, end in line_breaks.segments(text)] == pieces


def test_clusters_stay_together():
    assert line_breaks.clusters("e\u0301👩\u200d👧x") == [(0, 2), (2, 5), (5, 6)]


@settings(max_examples=150, deadline=None)
@given(given_by.text(max_size=80), given_by.floats(30, 300))
def test_no_line_is_wider_than_asked(text, width):
    for line in set_text(text, st.BODY, width, SHAPER):
        shown = line.told or "".join(glyph.text for piece in line.pieces for glyph in piece.glyphs)
        assert line.width <= width + 0.1 or len(line_breaks.clusters(shown.strip())) == 1


@settings(max_examples=150, deadline=None)
@given(given_by.text(given_by.characters(min_codepoint=32, max_codepoint=0x24F), max_size=120))
def test_no_character_is_lost_in_breaking(text):
    wanted = "".join(clean(text).replace("\n", "").split(" "))
    assert "".join(drawn(text, 60)).replace(" ", "") == wanted


def test_a_word_of_512_letters_is_cut_into_lines():
    lines = set_text("x" * 512, st.BODY, 100, SHAPER)
    assert len(lines) > 10
    assert all(line.width <= 100 for line in lines)


def test_what_no_font_has_is_drawn_as_a_box_and_copied_as_itself():
    (line,) = set_text("🧨", st.BODY, 100, SHAPER)
    (glyph,) = line.pieces[0].glyphs
    assert glyph.id == 0
    assert glyph.text == "🧨"
    assert glyph.advance > 0


def test_controls_and_lone_surrogates_are_made_harmless():
    assert clean("a\x00b\td\ud800\r\ne\u2028f") == "a b d\ufffd\ne\nf"


def test_a_cut_in_an_endless_text_is_shown():
    assert clean("y" * (LONGEST + 7)).endswith("y… [+7]")


def test_missing_fonts_are_named_with_their_packages(tmp_path):
    with pytest.raises(FontsMissing) as caught:
        find_fonts([tmp_path])
    assert caught.value.packages == ("fonts-noto-core", "fonts-noto-mono", "fonts-wqy-microhei")
    assert "NotoSans-Regular.ttf" in str(caught.value)


def test_a_file_that_is_no_font_covers_nothing(tmp_path):
    library = find_fonts(font_folders())
    assert ord("A") in coverage(library.text.regular)
    for pair in library.fallbacks[:2]:
        assert coverage(pair.regular)
    broken = tmp_path / "NotoSans-Regular.ttf"
    broken.write_bytes(b"no font")
    with pytest.raises(FontsMissing):
        find_fonts([tmp_path])
