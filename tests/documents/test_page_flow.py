"""Blocks on pages: inside the frame, in order, none over another, headings with what they head."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as given_by

from borderpost.documents import seizure_report as report
from borderpost.documents import style as st
from borderpost.documents.art import Space
from borderpost.documents.blocks import Grid, Heading, Row
from borderpost.documents.flow import Frame, Page, paginate
from borderpost.documents.fonts import installed_fonts
from borderpost.documents.sections.heading import heading
from borderpost.documents.typesetter import Typesetter
from documents.report_samples import full_record, hostile_record

FRAME = Frame(first_top=700, top=720, bottom=60)


def grid(heights: list[float], *, header: bool = True, gap: float = 6.0) -> Grid:
    """A table whose rows hold lines of 10 points each."""
    rows = tuple(
        Row((tuple(Space(10.0) for _ in range(max(1, int(height // 10)))),), (100.0,)) for height in heights
    )
    return Grid(rows, Row(((Space(9.0),),), (100.0,)) if header else None, gap=gap)


def check(pages: list[Page], frame: Frame) -> None:
    """Every block inside the frame and below the one before it."""
    for page in pages:
        lowest = 1e9
        for placed in page.placed:
            assert placed.top <= lowest + 0.01
            lowest = placed.top - placed.block.height
            assert lowest >= frame.bottom - 0.02
        last = page.placed[-1].block
        assert not last.keep_with_next or page is pages[-1]


@settings(max_examples=80, deadline=None)
@given(
    given_by.lists(
        given_by.tuples(
            given_by.booleans(), given_by.lists(given_by.floats(10, 1500), min_size=1, max_size=12)
        ),
        min_size=1,
        max_size=8,
    )
)
def test_all_rows_find_a_place(tables):
    blocks = []
    for header, heights in tables:
        blocks += [Heading((), "section", 100.0), grid(heights, header=header)]
    pages = paginate(blocks, FRAME)
    check(pages, FRAME)
    placed = sum(
        len(row.cells[0])
        for page in pages
        for item in page.placed
        if isinstance(item.block, Grid)
        for row in item.block.rows
    )
    assert placed == sum(max(1, int(height // 10)) for _, heights in tables for height in heights)


def test_the_header_goes_with_every_part_of_a_table():
    pages = paginate([grid([40.0] * 60)], FRAME)
    assert len(pages) > 3
    for page in pages:
        for item in page.placed:
            assert isinstance(item.block, Grid)
            assert item.block.header is not None


def test_the_last_row_does_not_go_over_alone():
    for count in range(14, 22):
        pages = paginate([grid([30.0] * count)], FRAME)
        for page in pages:
            for item in page.placed:
                assert isinstance(item.block, Grid)
                assert len(item.block.rows) > 1


def test_the_report_of_any_record_stays_inside_its_frame():
    for record in (full_record(), hostile_record(), replace(full_record(), photographs=())):
        ts = Typesetter(installed_fonts())
        blocks = heading(record, ts)
        for number, section in enumerate(report._SECTIONS, 1):
            blocks += section(record, ts, number)
        pages = paginate(blocks, report._FRAME)
        check(pages, report._FRAME)
        for block in blocks:
            if isinstance(block, Grid):
                for row in block.rows:
                    assert sum(row.widths) <= st.CONTENT_WIDTH + 0.01
