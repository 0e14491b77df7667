"""The advance declaration as it was received."""

from borderpost.documents import style as st
from borderpost.documents.blocks import Block, Grid, Part, Row
from borderpost.documents.formats import isolated, joined, kilograms, moment, money, quantity, totals
from borderpost.documents.report_record import SeizureRecord
from borderpost.documents.typesetter import Column, Field, Typesetter
from borderpost.domain.declaration import ContentLine, Declaration, Party


def declaration(record: SeizureRecord, ts: Typesetter, number: int) -> list[Block]:
    """Message, parties and declared contents; or that there was no declaration."""
    words = ts.wording
    title = ts.heading(number, words.declaration)
    declared = record.declaration
    if declared is None:
        return [title, ts.note(words.no_declaration)]
    blocks: list[Block] = [title, _facts(declared, record.declaration_digest, ts)]
    blocks.append(ts.subheading(words.declared_contents))
    if declared.lines:
        blocks.append(_contents(declared, ts))
    else:
        blocks.append(ts.note(words.no_contents))
    return blocks


def _facts(declared: Declaration, digest: str, ts: Typesetter) -> Grid:
    words = ts.wording
    message = declared.message
    version = words.message_version.format(version=message.version)
    half = ts.width / 2 - 10
    seller = joined(declared.seller.name, declared.seller.platform)
    papers = joined(*(f"{paper.type} {paper.number}".strip() for paper in declared.documents), by=", ")
    rows = [
        [
            Field(words.sender, "", 1.0, parts=_party(declared.sender, ts, half)),
            Field(words.addressee, "", 1.0, parts=_party(declared.addressee, ts, half)),
        ],
        [
            Field(words.nature, words.natures[declared.nature]),
            Field(words.postage, money(declared.postage)),
            Field(words.insured, money(declared.insured_value)),
        ],
        [
            Field(words.seller, seller),
            Field(words.ioss, declared.seller.ioss, text_style=st.CODE),
            Field(words.documents, papers),
        ],
        [
            Field(words.message, f"{message.source} · {message.id}, {version}", 2.0),
            Field(words.received_at, moment(message.received_at), 1.0),
        ],
    ]
    if digest:
        rows.append([Field(words.digest, parts=ts.hash(digest, ts.width - 10))])
    return ts.form(rows)


def _party(party: Party, ts: Typesetter, width: float) -> tuple[Part, ...]:
    words = ts.wording
    name = party.display_name
    person = party.name if party.company and party.name else ""
    town = joined(party.postcode, party.city, by=" ")
    place = joined(town, party.region, party.country, by=", ")
    reach = joined(
        words.phone.format(value=party.phone) if party.phone else "",
        party.email,
        words.reference.format(value=isolated(party.reference)) if party.reference else "",
    )
    texts = [(name, st.BODY_BOLD), (person, st.BODY), *((line, st.BODY) for line in party.lines)]
    return ts.stack(*texts, (place, st.BODY), (reach, st.SMALL), width=width)


def _contents(declared: Declaration, ts: Typesetter) -> Grid:
    words = ts.wording
    columns = (
        Column(words.column_number, 0.7, end=True),
        Column(words.column_description, 4.6),
        Column(words.column_hs, 1.15),
        Column(words.column_origin, 0.8),
        Column(words.column_quantity, 1.25, end=True),
        Column(words.column_net_weight, 1.25, end=True),
        Column(words.column_value, 1.7, end=True),
    )
    description_width = ts.widths(columns)[1] - 10
    code_width = ts.widths(columns)[2] - 10
    rows = [
        (
            str(line.number),
            _description(line, ts, description_width),
            ts.stack((line.hs_code, st.CODE), width=code_width),
            line.origin_country,
            quantity(line.quantity, line.unit),
            kilograms(line.net_weight_kg),
            money(line.value),
        )
        for line in declared.lines
    ]
    grid = ts.table(columns, rows, gap=4)
    total = totals(line.value for line in declared.lines)
    if not total:
        return grid
    label = ts.lines(words.total_declared, st.BODY_BOLD.but(align=st.Align.END), ts.width * 0.75)
    amount = ts.lines(total, st.BODY_BOLD.but(align=st.Align.END), ts.width * 0.25 - 10)
    last = Row((label, amount), (ts.width * 0.75, ts.width * 0.25), fill=st.TINT)
    return Grid((*grid.rows, last), grid.header, gap=grid.gap)


def _description(line: ContentLine, ts: Typesetter, width: float) -> tuple[Part, ...]:
    codes = joined(*(f"{code.scheme.upper()} {code.value}" for code in line.product_ids))
    return ts.stack((line.description, st.BODY), (codes, st.SMALL), width=width)
