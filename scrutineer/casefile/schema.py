"""The casefile's tables, as migrations. Each step is frozen text: it never names today's code."""

from __future__ import annotations

from scrutineer.casefile.driver import Database
from scrutineer.casefile.schema_eighth import EIGHTH

from sqlite_utils.migrations import Migrations  # isort: skip

migrations = Migrations("casefile")

APPLICATION_ID = 0x53435255  # "SCRU"


@migrations()
def m001_first_tables(db: Database) -> None:
    """Everything of the first release."""
    for statement in _FIRST:
        db.execute(statement)
    db.execute("PRAGMA user_version = 1")


@migrations()
def m002_packs_and_ledgers(db: Database) -> None:
    """Packs sent and what was asked for; challenge logs, contributions, attendance and training numbers."""
    for statement in _SECOND:
        db.execute(statement)
    db.execute("PRAGMA user_version = 2")


@migrations()
def m003_judgement(db: Database) -> None:
    """Frameworks a cycle uses, wordings of finished cycles, voices, outcomes, recommendations, shelf, merges."""
    for statement in _THIRD:
        db.execute(statement)
    db.execute("PRAGMA user_version = 3")


@migrations()
def m004_derived(db: Database) -> None:
    """What is derived is made by the program from here on, not by the schema; each with the mark of its rule."""
    for statement in _FOURTH:
        db.execute(statement)
    db.execute("PRAGMA user_version = 4")


@migrations()
def m005_drafts_and_identity(db: Database) -> None:
    """What was typed and not yet recorded; and what tells this casefile, and this state of its file, from any other."""
    for statement in _FIFTH:
        db.execute(statement)
    db.execute("PRAGMA user_version = 5")


@migrations()
def m006_writing(db: Database) -> None:
    """Phrases of one's own, and words that are spelt right."""
    for statement in _SIXTH:
        db.execute(statement)
    db.execute("PRAGMA user_version = 6")


@migrations()
def m007_markings(db: Database) -> None:
    """A marking on everything that can be printed; what is said of a cycle belongs to the cycle."""
    for statement in _SEVENTH:
        db.execute(statement)
    db.execute("PRAGMA user_version = 7")


@migrations()
def m008_the_year(db: Database) -> None:
    """The scrutineer's year: what is planned, promised, asked and counted; the full life of challenges."""
    for statement in EIGHTH:
        db.execute(statement)
    db.execute("PRAGMA user_version = 8")


@migrations()
def m009_reports_of_pieces(db: Database) -> None:
    """Of which scrutiny piece an issued report is."""
    db.execute("ALTER TABLE issued_report ADD COLUMN piece_id INTEGER REFERENCES piece(id)")
    db.execute("PRAGMA user_version = 9")


@migrations()
def m010_cycles_of_reports_and_days_of_seats(db: Database) -> None:
    """Of which cycle an issued report is: the newest that had begun on its day, and versions of the current one go on;
    from which day to which a seat is there."""
    db.execute("ALTER TABLE issued_report ADD COLUMN cycle_id INTEGER REFERENCES cycle(id)")
    db.execute(
        "UPDATE issued_report SET cycle_id = coalesce("
        "(SELECT id FROM cycle WHERE starts <= substr(issued, 1, 10) ORDER BY starts DESC, id DESC LIMIT 1), "
        "(SELECT id FROM cycle ORDER BY starts, id LIMIT 1))"
    )
    db.execute(
        "INSERT OR IGNORE INTO counter SELECT name || ':cycle ' || (SELECT max(id) FROM cycle WHERE current), last "
        "FROM counter WHERE name LIKE 'report:%' AND EXISTS (SELECT 1 FROM cycle WHERE current)"
    )
    db.execute("ALTER TABLE seat ADD COLUMN starts TEXT")
    db.execute("ALTER TABLE seat ADD COLUMN ends TEXT")
    db.execute("PRAGMA user_version = 10")


@migrations()
def m011_closed_in_a_log(db: Database) -> None:
    """On which day a row of a log was replied to and closed, as the log says."""
    db.execute("ALTER TABLE log_entry ADD COLUMN replied_on TEXT")
    db.execute("ALTER TABLE log_entry ADD COLUMN closed_on TEXT")
    db.execute("PRAGMA user_version = 11")


_FIRST = (
    """CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT""",
    """CREATE TABLE counter (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT""",
    """CREATE TABLE partnership (
        id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, prefix TEXT NOT NULL, scale_id TEXT NOT NULL,
        scrutineer TEXT NOT NULL, declaration TEXT NOT NULL, summary TEXT NOT NULL, limits TEXT NOT NULL) STRICT""",
    """CREATE TABLE agency (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, aliases TEXT NOT NULL,
        position INTEGER NOT NULL) STRICT""",
    """CREATE TABLE seat (
        id INTEGER PRIMARY KEY, agency_id INTEGER NOT NULL REFERENCES agency(id), title TEXT NOT NULL,
        role TEXT NOT NULL) STRICT""",
    """CREATE TABLE framework (
        id TEXT NOT NULL, version TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (id, version)) STRICT""",
    """CREATE TABLE cycle (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, starts TEXT NOT NULL, ends TEXT NOT NULL,
        guidance TEXT NOT NULL, framework_id TEXT NOT NULL, framework_version TEXT NOT NULL,
        current INTEGER NOT NULL,
        FOREIGN KEY (framework_id, framework_version) REFERENCES framework(id, version)) STRICT""",
    """CREATE TABLE wording (target TEXT PRIMARY KEY, label TEXT NOT NULL, question TEXT NOT NULL) STRICT""",
    """CREATE TABLE added_line (
        target TEXT PRIMARY KEY, step TEXT NOT NULL, code TEXT NOT NULL, label TEXT NOT NULL,
        question TEXT NOT NULL, evidence TEXT NOT NULL) STRICT""",
    """CREATE TABLE blob (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT""",
    """CREATE TABLE evidence (
        id INTEGER PRIMARY KEY, number INTEGER NOT NULL UNIQUE, title TEXT NOT NULL, kind TEXT NOT NULL,
        dated TEXT NOT NULL, received TEXT NOT NULL, agency_id INTEGER REFERENCES agency(id),
        method TEXT NOT NULL, marking TEXT NOT NULL, limits TEXT NOT NULL, text TEXT NOT NULL,
        review_on TEXT, cycle_id INTEGER NOT NULL REFERENCES cycle(id)) STRICT""",
    """CREATE TABLE attachment (
        id INTEGER PRIMARY KEY, evidence_id INTEGER NOT NULL REFERENCES evidence(id),
        sha256 TEXT NOT NULL REFERENCES blob(sha256), name TEXT NOT NULL, size INTEGER NOT NULL,
        text TEXT NOT NULL, note TEXT NOT NULL) STRICT""",
    """CREATE TABLE link (
        id INTEGER PRIMARY KEY, evidence_id INTEGER NOT NULL REFERENCES evidence(id),
        target_kind TEXT NOT NULL, target TEXT NOT NULL, bearing TEXT NOT NULL, note TEXT NOT NULL,
        UNIQUE (evidence_id, target_kind, target)) STRICT""",
    """CREATE INDEX link_target ON link (target_kind, target)""",
    """CREATE TABLE excerpt (
        id INTEGER PRIMARY KEY, evidence_id INTEGER NOT NULL REFERENCES evidence(id), place TEXT NOT NULL,
        quote TEXT NOT NULL, permission TEXT NOT NULL) STRICT""",
    """CREATE TABLE judgement (
        id INTEGER PRIMARY KEY, cycle_id INTEGER NOT NULL REFERENCES cycle(id), target TEXT NOT NULL,
        scale_id TEXT NOT NULL, level TEXT NOT NULL, strength TEXT, strength_reason TEXT NOT NULL,
        direction TEXT NOT NULL, narrative TEXT NOT NULL, status TEXT NOT NULL, author TEXT NOT NULL,
        made TEXT NOT NULL) STRICT""",
    """CREATE INDEX judgement_target ON judgement (target)""",
    """CREATE TABLE return_file (
        id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL REFERENCES blob(sha256), name TEXT NOT NULL,
        profile TEXT NOT NULL, scale_id TEXT NOT NULL, cycle_id INTEGER NOT NULL REFERENCES cycle(id),
        returned_on TEXT, imported TEXT NOT NULL, read INTEGER NOT NULL, stored INTEGER NOT NULL,
        set_aside INTEGER NOT NULL, ignored INTEGER NOT NULL, reasons TEXT NOT NULL) STRICT""",
    """CREATE TABLE answer (
        id INTEGER PRIMARY KEY, return_id INTEGER NOT NULL REFERENCES return_file(id),
        agency_id INTEGER NOT NULL REFERENCES agency(id), cycle_id INTEGER NOT NULL REFERENCES cycle(id),
        profile TEXT NOT NULL, number TEXT NOT NULL, standard TEXT NOT NULL, area TEXT NOT NULL,
        target TEXT NOT NULL, status TEXT NOT NULL, level TEXT NOT NULL, word TEXT NOT NULL,
        assurance TEXT NOT NULL, typed TEXT NOT NULL, cell TEXT NOT NULL, moderated TEXT NOT NULL,
        moderated_word TEXT NOT NULL, moderated_typed TEXT NOT NULL, moderated_cell TEXT NOT NULL,
        evidence TEXT NOT NULL, improvement TEXT NOT NULL, deadline TEXT NOT NULL,
        reason TEXT NOT NULL) STRICT""",
    """CREATE INDEX answer_target ON answer (target)""",
    """CREATE INDEX answer_profile ON answer (profile, cycle_id)""",
    """CREATE TABLE profile (name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT""",
    """CREATE TABLE challenge (
        id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, cycle_id INTEGER NOT NULL REFERENCES cycle(id),
        agency_id INTEGER REFERENCES agency(id), put_to TEXT NOT NULL, question TEXT NOT NULL,
        why TEXT NOT NULL, test TEXT NOT NULL, targets TEXT NOT NULL, marking TEXT NOT NULL) STRICT""",
    """CREATE TABLE event (
        id INTEGER PRIMARY KEY, challenge_id INTEGER NOT NULL REFERENCES challenge(id), kind TEXT NOT NULL,
        on_date TEXT NOT NULL, text TEXT NOT NULL, by TEXT NOT NULL, due TEXT, view TEXT, impact TEXT,
        ending TEXT, stage TEXT NOT NULL, marking TEXT NOT NULL) STRICT""",
    """CREATE INDEX event_challenge ON event (challenge_id)""",
    """CREATE TABLE journal (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, label TEXT NOT NULL, author TEXT NOT NULL,
        action TEXT NOT NULL, reverses INTEGER, previous TEXT NOT NULL, hash TEXT NOT NULL) STRICT""",
    """CREATE TABLE journal_change (
        id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, name TEXT NOT NULL, row INTEGER NOT NULL,
        before TEXT, after TEXT) STRICT""",
    """CREATE INDEX journal_change_seq ON journal_change (seq)""",
    """CREATE VIRTUAL TABLE search USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 2')""",
    *(
        statement
        for name, slot, title, body in (
            ("evidence", 0, "title", "text || ' ' || {row}.limits || ' ' || {row}.method"),
            ("attachment", 1, "name", "text"),
            ("challenge", 2, "question", "why || ' ' || {row}.test || ' ' || {row}.put_to"),
            ("judgement", 3, "level", "narrative"),
        )
        for statement in (
            f"""CREATE TRIGGER {name}_found AFTER INSERT ON {name} BEGIN
                INSERT INTO search(rowid, title, body)
                VALUES (new.id * 4 + {slot}, new.{title}, new.{body.format(row="new")}); END""",
            f"""CREATE TRIGGER {name}_changed AFTER UPDATE ON {name} BEGIN
                UPDATE search SET title = new.{title}, body = new.{body.format(row="new")}
                WHERE rowid = new.id * 4 + {slot}; END""",
            f"""CREATE TRIGGER {name}_gone AFTER DELETE ON {name} BEGIN
                DELETE FROM search WHERE rowid = old.id * 4 + {slot}; END""",
        )
    ),
)

_SECOND = (
    """CREATE TABLE pack (
        id INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, agency_id INTEGER NOT NULL REFERENCES agency(id),
        cycle_id INTEGER NOT NULL REFERENCES cycle(id), framework_id TEXT NOT NULL,
        framework_version TEXT NOT NULL, made TEXT NOT NULL, due TEXT,
        sha256 TEXT NOT NULL REFERENCES blob(sha256), sent TEXT NOT NULL) STRICT""",
    """ALTER TABLE return_file ADD COLUMN kind TEXT NOT NULL DEFAULT 'self-assessment'""",
    """ALTER TABLE return_file ADD COLUMN agency_typed TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE return_file ADD COLUMN refused INTEGER NOT NULL DEFAULT 0""",
    """ALTER TABLE answer ADD COLUMN sources TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE return_file ADD COLUMN pack_id INTEGER REFERENCES pack(id)""",
    """CREATE TABLE asked (
        id INTEGER PRIMARY KEY, cycle_id INTEGER NOT NULL REFERENCES cycle(id), profile TEXT NOT NULL,
        agency_id INTEGER NOT NULL REFERENCES agency(id), asked_on TEXT NOT NULL, due TEXT, note TEXT NOT NULL,
        UNIQUE (cycle_id, profile, agency_id)) STRICT""",
    """CREATE TABLE contribution (
        id INTEGER PRIMARY KEY, return_id INTEGER NOT NULL REFERENCES return_file(id), partner TEXT NOT NULL,
        agency_id INTEGER REFERENCES agency(id), year TEXT NOT NULL, amount REAL, typed TEXT NOT NULL,
        cell TEXT NOT NULL, in_kind TEXT NOT NULL, note TEXT NOT NULL, reason TEXT NOT NULL) STRICT""",
    """CREATE TABLE attendance (
        id INTEGER PRIMARY KEY, return_id INTEGER NOT NULL REFERENCES return_file(id), meeting TEXT NOT NULL,
        on_date TEXT, seat TEXT NOT NULL, agency TEXT NOT NULL, agency_id INTEGER REFERENCES agency(id),
        presence TEXT, typed TEXT NOT NULL, cell TEXT NOT NULL, reason TEXT NOT NULL) STRICT""",
    """CREATE TABLE training_number (
        id INTEGER PRIMARY KEY, return_id INTEGER NOT NULL REFERENCES return_file(id), course TEXT NOT NULL,
        agency TEXT NOT NULL, agency_id INTEGER REFERENCES agency(id), period TEXT NOT NULL, number REAL,
        typed TEXT NOT NULL, cell TEXT NOT NULL, reason TEXT NOT NULL) STRICT""",
    """CREATE TABLE log_entry (
        id INTEGER PRIMARY KEY, return_id INTEGER NOT NULL REFERENCES return_file(id), number TEXT NOT NULL,
        raised_typed TEXT NOT NULL, raised_on TEXT, put_to TEXT NOT NULL,
        agency_id INTEGER REFERENCES agency(id), question TEXT NOT NULL, update_text TEXT NOT NULL,
        status_typed TEXT NOT NULL, due_on TEXT, cell TEXT NOT NULL,
        challenge_id INTEGER REFERENCES challenge(id), reason TEXT NOT NULL) STRICT""",
    """CREATE INDEX contribution_return ON contribution (return_id)""",
    """CREATE INDEX attendance_return ON attendance (return_id)""",
    """CREATE INDEX training_return ON training_number (return_id)""",
    """CREATE INDEX log_entry_return ON log_entry (return_id)""",
    """CREATE INDEX journal_change_row ON journal_change (name, row)""",
)

_SEARCHED = (
    ("evidence", "title", "text || ' ' || {row}.limits || ' ' || {row}.method"),
    ("attachment", "name", "text"),
    ("challenge", "question", "why || ' ' || {row}.test || ' ' || {row}.put_to"),
    ("judgement", "level", "narrative"),
    ("voice", "who", "words"),
    ("outcome", "text", "how_much || ' ' || {row}.how_well || ' ' || {row}.difference"),
    ("recommendation", "text", "owner"),
    ("shelf_item", "title", "text"),
)  # as m003 froze it: a search row's id is sixteen times the row's id, plus its place here

_THIRD = (
    """CREATE TABLE cycle_framework (
        id INTEGER PRIMARY KEY, cycle_id INTEGER NOT NULL REFERENCES cycle(id), framework_id TEXT NOT NULL,
        version TEXT NOT NULL, UNIQUE (cycle_id, framework_id),
        FOREIGN KEY (framework_id, version) REFERENCES framework(id, version)) STRICT""",
    """CREATE TABLE cycle_wording (
        id INTEGER PRIMARY KEY, cycle_id INTEGER NOT NULL UNIQUE REFERENCES cycle(id), body TEXT NOT NULL) STRICT""",
    """INSERT INTO cycle_wording (cycle_id, body) SELECT id, json_object(
        'wordings', (SELECT json_group_array(json_object('target', target, 'label', label, 'question', question))
            FROM wording),
        'added', (SELECT json_group_array(json_object('target', target, 'step', step, 'code', code, 'label', label,
            'question', question, 'evidence', evidence)) FROM added_line))
        FROM cycle WHERE current = 0""",
    """CREATE TABLE voice (
        id INTEGER PRIMARY KEY, cycle_id INTEGER NOT NULL REFERENCES cycle(id), target TEXT NOT NULL,
        kind TEXT NOT NULL, agency_id INTEGER REFERENCES agency(id), who TEXT NOT NULL, scale_id TEXT NOT NULL,
        level TEXT NOT NULL, words TEXT NOT NULL, favourable INTEGER, answered INTEGER, dont_know INTEGER,
        said_on TEXT NOT NULL, evidence_id INTEGER REFERENCES evidence(id), wording TEXT NOT NULL,
        author TEXT NOT NULL, made TEXT NOT NULL) STRICT""",
    """CREATE INDEX voice_target ON voice (cycle_id, target)""",
    """CREATE TABLE priority (
        id INTEGER PRIMARY KEY, title TEXT NOT NULL, why TEXT NOT NULL, position INTEGER NOT NULL) STRICT""",
    """CREATE TABLE outcome (
        id INTEGER PRIMARY KEY, priority_id INTEGER NOT NULL REFERENCES priority(id), text TEXT NOT NULL,
        targets TEXT NOT NULL, how_much TEXT NOT NULL, how_well TEXT NOT NULL, difference TEXT NOT NULL,
        position INTEGER NOT NULL) STRICT""",
    """CREATE TABLE outcome_challenge (
        id INTEGER PRIMARY KEY, outcome_id INTEGER NOT NULL REFERENCES outcome(id),
        challenge_id INTEGER NOT NULL REFERENCES challenge(id), UNIQUE (outcome_id, challenge_id)) STRICT""",
    """CREATE TABLE recommendation (
        id INTEGER PRIMARY KEY, evidence_id INTEGER NOT NULL REFERENCES evidence(id), number TEXT NOT NULL,
        text TEXT NOT NULL, agency_id INTEGER REFERENCES agency(id), owner TEXT NOT NULL, due TEXT,
        target TEXT NOT NULL) STRICT""",
    """CREATE INDEX recommendation_evidence ON recommendation (evidence_id)""",
    """CREATE TABLE shelf_item (
        id INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, came_from TEXT NOT NULL,
        added_on TEXT NOT NULL, mark TEXT NOT NULL UNIQUE) STRICT""",
    """CREATE TABLE merged (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL, row INTEGER,
        origin INTEGER NOT NULL, taken TEXT NOT NULL) STRICT""",
    *(
        f"DROP TRIGGER {name}_{verb}"
        for name in ("evidence", "attachment", "challenge", "judgement")
        for verb in ("found", "changed", "gone")
    ),
    "DELETE FROM search",
    *(
        statement
        for slot, (name, title, body) in enumerate(_SEARCHED)
        for statement in (
            f"""CREATE TRIGGER {name}_found AFTER INSERT ON {name} BEGIN
                INSERT INTO search(rowid, title, body)
                VALUES (new.id * 16 + {slot}, new.{title}, new.{body.format(row="new")}); END""",
            f"""CREATE TRIGGER {name}_changed AFTER UPDATE ON {name} BEGIN
                UPDATE search SET title = new.{title}, body = new.{body.format(row="new")}
                WHERE rowid = new.id * 16 + {slot}; END""",
            f"""CREATE TRIGGER {name}_gone AFTER DELETE ON {name} BEGIN
                DELETE FROM search WHERE rowid = old.id * 16 + {slot}; END""",
            f"""INSERT INTO search(rowid, title, body)
                SELECT id * 16 + {slot}, {title}, {name}.{body.format(row=name)} FROM {name}""",
        )
    ),
    """CREATE INDEX evidence_cycle ON evidence (cycle_id)""",
    """CREATE INDEX judgement_cycle ON judgement (cycle_id)""",
    """CREATE INDEX link_evidence ON link (evidence_id)""",
)

_FOURTH = (
    *(
        f"DROP TRIGGER {name}_{verb}"
        for name in (
            "evidence", "attachment", "challenge", "judgement", "voice", "outcome", "recommendation", "shelf_item",
        )
        for verb in ("found", "changed", "gone")
    ),
    "DROP TABLE search",
    "CREATE TABLE derived (name TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) STRICT",
    "CREATE INDEX evidence_dated ON evidence (dated)",
    "CREATE INDEX attachment_evidence ON attachment (evidence_id)",
    "CREATE INDEX excerpt_evidence ON excerpt (evidence_id)",
    "CREATE INDEX challenge_cycle ON challenge (cycle_id)",
    "CREATE INDEX return_file_cycle ON return_file (cycle_id)",
    "CREATE INDEX answer_return ON answer (return_id)",
    "CREATE INDEX answer_status ON answer (cycle_id, status)",
    "DROP INDEX link_evidence",
    "DROP INDEX link_target",
    "CREATE INDEX link_target ON link (target_kind, target, evidence_id, bearing)",
    "CREATE INDEX evidence_weighed ON evidence (id, kind, dated, received, agency_id, cycle_id)",
    "CREATE INDEX event_kind ON event (kind, on_date, challenge_id)",
    "CREATE INDEX evidence_review ON evidence (review_on) WHERE review_on IS NOT NULL",
    *(
        f"CREATE INDEX journal_change_on_target_{side} ON journal_change (json_extract({side}, '$.target')) "
        "WHERE name IN ('judgement', 'link')"
        for side in ("before", "after")
    ),
)  # fmt: skip

_FIFTH = (
    """CREATE TABLE draft (
        form TEXT PRIMARY KEY, title TEXT NOT NULL, fields TEXT NOT NULL, kept TEXT NOT NULL) STRICT""",
    """CREATE TABLE identity (
        one INTEGER PRIMARY KEY CHECK (one = 1), casefile TEXT NOT NULL, generation TEXT NOT NULL,
        commits INTEGER NOT NULL, base TEXT NOT NULL) STRICT""",
    """INSERT INTO identity VALUES (1, lower(hex(randomblob(16))), lower(hex(randomblob(8))), 0, '')""",
)

_SIXTH = (
    "CREATE TABLE phrase (id INTEGER PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL) STRICT",
    "CREATE TABLE kept_word (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT",
)

_OF_PRIVATE_EVIDENCE = "evidence_id IN (SELECT id FROM evidence WHERE marking = 'private')"

_SEVENTH = (
    """CREATE TABLE cycle_statement (
        id INTEGER PRIMARY KEY, cycle_id INTEGER NOT NULL REFERENCES cycle(id), kind TEXT NOT NULL,
        text TEXT NOT NULL, marking TEXT NOT NULL, UNIQUE (cycle_id, kind)) STRICT""",
    *(
        f"INSERT INTO cycle_statement (cycle_id, kind, text, marking) "
        f"SELECT cycle.id, '{kind}', partnership.{kind}, 'partner' FROM partnership, cycle "
        f"WHERE cycle.id = (SELECT max(id) FROM cycle WHERE current = 1) AND trim(partnership.{kind}) != ''"
        for kind in ("declaration", "summary", "limits")
    ),
    "ALTER TABLE partnership ADD COLUMN contact TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE partnership ADD COLUMN smallest INTEGER NOT NULL DEFAULT 0",
    "CREATE TABLE guarded_name (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
    """CREATE TABLE issued_report (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, edition TEXT NOT NULL, agency_id INTEGER REFERENCES agency(id),
        starts TEXT, ends TEXT, version INTEGER NOT NULL, draft INTEGER NOT NULL, issued TEXT NOT NULL,
        name TEXT NOT NULL, format TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES blob(sha256), document TEXT NOT NULL,
        journal_entry INTEGER NOT NULL, journal_hash TEXT NOT NULL, evidence TEXT NOT NULL,
        made_with TEXT NOT NULL) STRICT""",
    """CREATE TABLE accuracy_reply (
        id INTEGER PRIMARY KEY, issued_id INTEGER NOT NULL REFERENCES issued_report(id),
        agency_id INTEGER REFERENCES agency(id), on_date TEXT NOT NULL, said TEXT NOT NULL, done TEXT NOT NULL,
        marking TEXT NOT NULL) STRICT""",
    "CREATE TABLE report_layout (kind TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT",
    *(f"ALTER TABLE partnership DROP COLUMN {kind}" for kind in ("declaration", "summary", "limits")),
    *(
        f"ALTER TABLE {table} ADD COLUMN marking TEXT NOT NULL DEFAULT 'partner'"
        for table in (
            "excerpt", "judgement", "return_file", "answer", "asked", "contribution", "attendance", "training_number",
            "log_entry", "voice", "priority", "outcome", "recommendation",
        )
    ),
    "UPDATE judgement SET marking = 'private' WHERE status = 'draft'",
    *(
        f"UPDATE {table} SET marking = 'private' WHERE {_OF_PRIVATE_EVIDENCE}"
        for table in ("excerpt", "voice", "recommendation")
    ),
)  # fmt: skip

SCHEMA_VERSION = 11
