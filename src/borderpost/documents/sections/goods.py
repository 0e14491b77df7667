"""The goods seized, line by line, and the bags and seals that hold them."""

from borderpost.documents import style as st
from borderpost.documents.blocks import Block, Grid, Part, Row
from borderpost.documents.formats import isolated, kilograms, line_numbers, moment, money, quantity, totals
from borderpost.documents.report_record import SeizedLine, SeizureRecord
from borderpost.documents.typesetter import Column, Typesetter


def goods(record: SeizureRecord, ts: Typesetter, number: int) -> list[Block]:
    """The table of goods and their total value."""
    words = ts.wording
    title = ts.heading(number, words.goods[record.kind])
    if not record.lines:
        return [title, ts.note(words.no_goods)]
    columns = (
        Column(words.column_number, 0.68, end=True),
        Column(words.column_goods, 2.9),
        Column(words.column_commodity, 2.2),
        Column(words.column_hs, 1.2),
        Column(words.column_quantity, 1.2, end=True),
        Column(words.column_declared_found, 2.5),
        Column(words.column_value, 1.75, end=True),
    )
    widths = [width - 10 for width in ts.widths(columns)]
    rows = [_line(line, ts, widths) for line in record.lines]
    grid = ts.table(columns, rows, gap=0)
    total = totals(line.value for line in record.lines)
    if total:
        end = st.BODY_BOLD.but(align=st.Align.END)
        label = ts.lines(words.total_value, end, ts.width * 0.75)
        amount = ts.lines(total, end, ts.width * 0.25 - 10)
        last = Row((label, amount), (ts.width * 0.75, ts.width * 0.25), fill=st.TINT)
        grid = Grid((*grid.rows, last), grid.header, gap=0)
    return [title, grid]


def bags(record: SeizureRecord, ts: Typesetter, number: int) -> list[Block]:
    """The table of sealed bags."""
    words = ts.wording
    title = ts.heading(number, words.bags)
    if not record.bags:
        return [title, ts.note(words.no_bags)]
    columns = (
        Column(words.column_bag, 2.0),
        Column(words.column_seal, 2.0),
        Column(words.column_lines, 1.2),
        Column(words.column_sealed, 2.95),
        Column(words.column_location, 2.2),
    )
    widths = [width - 10 for width in ts.widths(columns)]
    rows = [
        (
            ts.stack((bag.bag, st.CODE), width=widths[0]),
            ts.stack((bag.seal, st.CODE), width=widths[1]),
            line_numbers(bag.line_numbers),
            ts.stack((moment(bag.sealed_at), st.BODY), (bag.sealed_by, st.SMALL), width=widths[3]),
            bag.location,
        )
        for bag in record.bags
    ]
    return [title, ts.table(columns, rows, gap=0)]


def _line(line: SeizedLine, ts: Typesetter, widths: list[float]) -> tuple[str | tuple[Part, ...], ...]:
    words = ts.wording
    code = words.product_code.format(value=isolated(line.product_code)) if line.product_code else ""
    serials = words.serials.format(value=isolated(line.serials)) if line.serials else ""
    packages = words.packages.format(value=isolated(line.packages)) if line.packages else ""
    holder = words.right_holder.format(value=isolated(line.right_holder)) if line.right_holder else ""
    weight = kilograms(line.net_weight_kg) if line.net_weight_kg is not None else ""
    end, small_end = st.BODY_END, st.SMALL.but(align=st.Align.END)
    return (
        str(line.number),
        ts.stack(
            (line.brand, st.BODY_BOLD),
            (line.description, st.BODY),
            (code, st.SMALL),
            (serials, st.SMALL),
            (packages, st.SMALL),
            width=widths[1],
        ),
        ts.stack(
            (line.commodity, st.BODY), (line.right_infringed, st.BODY), (holder, st.SMALL), width=widths[2]
        ),
        ts.stack((line.hs_code, st.CODE), (line.origin_country, st.SMALL), width=widths[3]),
        ts.stack((quantity(line.quantity, line.unit), end), (weight, small_end), width=widths[4]),
        ts.stack(
            (words.declared if line.declared else "", st.LABEL),
            (line.declared, st.BODY),
            (words.found if line.found else "", st.LABEL),
            (line.found, st.BODY),
            width=widths[5],
        ),
        ts.stack((money(line.value), end), (line.value_basis, small_end), width=widths[6]),
    )
