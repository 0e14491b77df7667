"""Rows of the inspection log in such numbers as a site of some years has, written into their table."""

from contextlib import closing

from borderpost.store.engine import immediate
from borderpost.store.site import SiteFolder

_ROWS = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO inspections(
  row, id, item_id, item_date, opened_at, offset_minutes, day, lane, stage, disposition, officer, approver,
  sender, addressee, goods, number, photographs, state
)
SELECT 1000 + i, printf('%032x', i), printf('RR%09dGB', i), '2026-01-01', '2026-01-01T08:00:00.000000Z', 60,
  '2026-01-01', 'green', 'released', 'REL', 'anna', '', 'Sender', 'Addressee', 'books', '', 0, x''
FROM n
"""


def fill(folder: SiteFolder, count: int) -> None:
    """Add so many released items to a record; number 1 is the oldest, with the item RR000000001GB."""
    with closing(folder.connect_record()) as connection, immediate(connection):
        connection.execute(_ROWS, (count,))
