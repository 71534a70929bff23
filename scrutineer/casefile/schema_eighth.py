"""The texts of migration 8: the scrutineer's year. Frozen once released, like those in `schema`."""

from __future__ import annotations

_MARKED = "marking TEXT NOT NULL"

EIGHTH = (
    f"""CREATE TABLE partner_group (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, purpose TEXT NOT NULL, reports_to TEXT NOT NULL,
        authority TEXT NOT NULL, starts TEXT, ends TEXT, {_MARKED}) STRICT""",
    """CREATE TABLE group_seat (
        id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL REFERENCES partner_group(id),
        seat_id INTEGER NOT NULL REFERENCES seat(id), role TEXT NOT NULL, starts TEXT, ends TEXT) STRICT""",
    f"""CREATE TABLE peer_pair (
        id INTEGER PRIMARY KEY, cycle_id INTEGER NOT NULL REFERENCES cycle(id), first TEXT NOT NULL,
        second TEXT NOT NULL, on_date TEXT, due TEXT, challenged TEXT NOT NULL, followed TEXT NOT NULL,
        {_MARKED}) STRICT""",
    f"""CREATE TABLE escalation_count (
        id INTEGER PRIMARY KEY, cycle_id INTEGER NOT NULL REFERENCES cycle(id),
        agency_id INTEGER REFERENCES agency(id), period TEXT NOT NULL, stage TEXT NOT NULL, number INTEGER NOT NULL,
        days INTEGER, note TEXT NOT NULL, {_MARKED}) STRICT""",
    f"""CREATE TABLE contract (
        id INTEGER PRIMARY KEY, title TEXT NOT NULL, starts TEXT NOT NULL, ends TEXT NOT NULL,
        half_days INTEGER NOT NULL, day_fee INTEGER NOT NULL, expenses TEXT NOT NULL, data_controller TEXT NOT NULL,
        notes TEXT NOT NULL, {_MARKED}) STRICT""",
    f"""CREATE TABLE deliverable (
        id INTEGER PRIMARY KEY, contract_id INTEGER NOT NULL REFERENCES contract(id), title TEXT NOT NULL,
        due TEXT NOT NULL, done_on TEXT, given TEXT NOT NULL, {_MARKED}) STRICT""",
    f"""CREATE TABLE declaration (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, on_date TEXT NOT NULL, text TEXT NOT NULL, safeguard TEXT NOT NULL,
        until TEXT, review_on TEXT, author TEXT NOT NULL, {_MARKED}) STRICT""",
    f"""CREATE TABLE piece (
        id INTEGER PRIMARY KEY, cycle_id INTEGER NOT NULL REFERENCES cycle(id), title TEXT NOT NULL,
        terms TEXT NOT NULL, methods TEXT NOT NULL, targets TEXT NOT NULL, framework_id TEXT NOT NULL,
        method_id TEXT NOT NULL, starts TEXT NOT NULL, due TEXT, reported_on TEXT, summary TEXT NOT NULL,
        {_MARKED}) STRICT""",
    f"""CREATE TABLE piece_agency (
        id INTEGER PRIMARY KEY, piece_id INTEGER NOT NULL REFERENCES piece(id),
        agency_id INTEGER NOT NULL REFERENCES agency(id), asked_on TEXT NOT NULL, asked_for TEXT NOT NULL, due TEXT,
        came_on TEXT, {_MARKED}) STRICT""",
    f"""CREATE TABLE piece_finding (
        id INTEGER PRIMARY KEY, piece_id INTEGER NOT NULL REFERENCES piece(id), target TEXT NOT NULL,
        scale_id TEXT NOT NULL, level TEXT NOT NULL, narrative TEXT NOT NULL, status TEXT NOT NULL,
        author TEXT NOT NULL, made TEXT NOT NULL, {_MARKED}) STRICT""",
    f"""CREATE TABLE method_round (
        id INTEGER PRIMARY KEY, cycle_id INTEGER NOT NULL REFERENCES cycle(id),
        piece_id INTEGER REFERENCES piece(id), framework_id TEXT NOT NULL, number INTEGER NOT NULL,
        target TEXT NOT NULL, starts TEXT NOT NULL, due TEXT, done_on TEXT, found TEXT NOT NULL, {_MARKED}) STRICT""",
    f"""CREATE TABLE activity (
        id INTEGER PRIMARY KEY, cycle_id INTEGER NOT NULL REFERENCES cycle(id),
        piece_id INTEGER REFERENCES piece(id), title TEXT NOT NULL, method TEXT NOT NULL, state TEXT NOT NULL,
        planned_on TEXT, done_on TEXT, planned_half_days INTEGER NOT NULL, half_days INTEGER NOT NULL,
        who TEXT NOT NULL, with_whom TEXT NOT NULL, targets TEXT NOT NULL, people INTEGER, cases INTEGER,
        meetings INTEGER, meeting TEXT NOT NULL, agenda TEXT NOT NULL, challenged TEXT NOT NULL,
        decided TEXT NOT NULL, notes TEXT NOT NULL, {_MARKED}) STRICT""",
    "ALTER TABLE challenge ADD COLUMN thread TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE challenge ADD COLUMN piece_id INTEGER REFERENCES piece(id)",
    "ALTER TABLE challenge ADD COLUMN activity_id INTEGER REFERENCES activity(id)",
    f"""CREATE TABLE event_correction (
        id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL UNIQUE REFERENCES event(id),
        instead_id INTEGER REFERENCES event(id), on_date TEXT NOT NULL, reason TEXT NOT NULL, by TEXT NOT NULL,
        {_MARKED}) STRICT""",
    f"""CREATE TABLE question (
        id INTEGER PRIMARY KEY, cycle_id INTEGER NOT NULL REFERENCES cycle(id), source TEXT NOT NULL,
        asker TEXT NOT NULL, asked_on TEXT NOT NULL, question TEXT NOT NULL, agency_id INTEGER REFERENCES agency(id),
        targets TEXT NOT NULL, due TEXT, reply TEXT NOT NULL, replied_on TEXT, did TEXT NOT NULL, {_MARKED}) STRICT""",
    f"""CREATE TABLE practice_review (
        id INTEGER PRIMARY KEY, code TEXT NOT NULL, kind TEXT NOT NULL,
        cycle_id INTEGER NOT NULL REFERENCES cycle(id), decision TEXT NOT NULL, decided_on TEXT, published_on TEXT,
        themes TEXT NOT NULL, targets TEXT NOT NULL, note TEXT NOT NULL, {_MARKED}) STRICT""",
    f"""CREATE TABLE clock (
        id INTEGER PRIMARY KEY, cycle_id INTEGER NOT NULL REFERENCES cycle(id),
        review_id INTEGER REFERENCES practice_review(id), agency_id INTEGER REFERENCES agency(id), rule TEXT NOT NULL,
        name TEXT NOT NULL, own_days INTEGER NOT NULL, day_zero TEXT, basis TEXT NOT NULL, other_day_zero TEXT,
        other_basis TEXT NOT NULL, due_override TEXT, reason TEXT NOT NULL, met_on TEXT, note TEXT NOT NULL,
        {_MARKED}) STRICT""",
    f"""CREATE TABLE checklist_answer (
        id INTEGER PRIMARY KEY, cycle_id INTEGER NOT NULL REFERENCES cycle(id),
        evidence_id INTEGER NOT NULL REFERENCES evidence(id), target TEXT NOT NULL, met TEXT NOT NULL,
        place TEXT NOT NULL, words TEXT NOT NULL, note TEXT NOT NULL, author TEXT NOT NULL, made TEXT NOT NULL,
        {_MARKED}, UNIQUE (cycle_id, evidence_id, target)) STRICT""",
    f"""CREATE TABLE indicator (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, better TEXT NOT NULL, target REAL,
        agency_id INTEGER REFERENCES agency(id), targets TEXT NOT NULL, note TEXT NOT NULL,
        position INTEGER NOT NULL, {_MARKED}) STRICT""",
    f"""CREATE TABLE indicator_value (
        id INTEGER PRIMARY KEY, indicator_id INTEGER NOT NULL REFERENCES indicator(id), period TEXT NOT NULL,
        starts TEXT NOT NULL, breakdown TEXT NOT NULL, source TEXT NOT NULL, numerator REAL, denominator REAL,
        missing TEXT NOT NULL, commentary TEXT NOT NULL, evidence_id INTEGER REFERENCES evidence(id),
        return_id INTEGER REFERENCES return_file(id), cell TEXT NOT NULL, target REAL, measure TEXT NOT NULL,
        agency TEXT NOT NULL, agency_id INTEGER REFERENCES agency(id), typed TEXT NOT NULL, reason TEXT NOT NULL,
        {_MARKED}) STRICT""",
    f"""CREATE TABLE inspection (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, agency_id INTEGER REFERENCES agency(id),
        evidence_id INTEGER REFERENCES evidence(id), held_on TEXT, published_on TEXT, next_due TEXT,
        findings TEXT NOT NULL, readiness TEXT NOT NULL, targets TEXT NOT NULL, {_MARKED}) STRICT""",
    "ALTER TABLE recommendation RENAME TO recommendation_before",
    "DROP INDEX recommendation_evidence",
    f"""CREATE TABLE recommendation (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, cycle_id INTEGER REFERENCES cycle(id),
        evidence_id INTEGER REFERENCES evidence(id), judgement_id INTEGER REFERENCES judgement(id),
        piece_id INTEGER REFERENCES piece(id), inspection_id INTEGER REFERENCES inspection(id), number TEXT NOT NULL,
        text TEXT NOT NULL, agency_id INTEGER REFERENCES agency(id), seat_id INTEGER REFERENCES seat(id),
        owner TEXT NOT NULL, due TEXT, target TEXT NOT NULL, test TEXT NOT NULL, thread TEXT NOT NULL,
        {_MARKED}) STRICT""",
    """INSERT INTO recommendation (id, kind, evidence_id, number, text, agency_id, owner, due, target, test, thread,
        marking) SELECT id, 'local review', evidence_id, number, text, agency_id, owner, due, target, '', '', marking
        FROM recommendation_before""",
    "DROP TABLE recommendation_before",
    f"""CREATE TABLE recommendation_event (
        id INTEGER PRIMARY KEY, recommendation_id INTEGER NOT NULL REFERENCES recommendation(id), kind TEXT NOT NULL,
        on_date TEXT NOT NULL, text TEXT NOT NULL, by TEXT NOT NULL, due TEXT, impact TEXT, met TEXT,
        {_MARKED}) STRICT""",
    """CREATE TABLE snooze (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, row TEXT NOT NULL, on_date TEXT NOT NULL, until TEXT NOT NULL,
        reason TEXT NOT NULL, author TEXT NOT NULL) STRICT""",
    """CREATE TABLE report_template (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, above TEXT NOT NULL, cover TEXT NOT NULL, headings TEXT NOT NULL,
        numbered INTEGER NOT NULL, closing_title TEXT NOT NULL, closing TEXT NOT NULL, heading_colour TEXT NOT NULL,
        line_colour TEXT NOT NULL, logo TEXT REFERENCES blob(sha256), alternative TEXT NOT NULL) STRICT""",
    "ALTER TABLE partnership ADD COLUMN reply_days INTEGER NOT NULL DEFAULT 15",
    *(
        f"ALTER TABLE partnership ADD COLUMN {column} TEXT NOT NULL DEFAULT '[]'"
        for column in ("stages", "case_stages", "authorities")
    ),
    "ALTER TABLE agency ADD COLUMN authority TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE agency ADD COLUMN elsewhere TEXT NOT NULL DEFAULT '[]'",
    *(
        f"CREATE INDEX {table}_{column.removesuffix('_id')} ON {table} ({column})"
        for table, column in (
            ("group_seat", "group_id"), ("deliverable", "contract_id"), ("piece", "cycle_id"),
            ("piece_agency", "piece_id"), ("piece_finding", "piece_id"), ("method_round", "cycle_id"),
            ("activity", "cycle_id"), ("activity", "piece_id"), ("event_correction", "instead_id"),
            ("question", "cycle_id"), ("clock", "cycle_id"), ("clock", "review_id"),
            ("checklist_answer", "evidence_id"), ("indicator_value", "indicator_id"),
            ("indicator_value", "return_id"),
            ("recommendation", "evidence_id"), ("recommendation", "piece_id"),
            ("recommendation_event", "recommendation_id"), ("challenge", "thread"), ("challenge", "piece_id"),
        )
    ),
    "CREATE INDEX snooze_of ON snooze (kind, row)",
)  # fmt: skip
