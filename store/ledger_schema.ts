/** The ledger's tables. `PRAGMA user_version` counts the steps of {@link LEDGER_STEPS} that a file has taken. */

export const LEDGER_STEPS: readonly string[] = [
  `
  -- The numbered history: every number from 1 on is taken once, inside the transaction that stores what it counts.
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT                         -- null for an incident: its revision has the same seq
  ) STRICT;

  CREATE TABLE revisions (
    seq INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    received INTEGER NOT NULL,        -- of the first revision
    updated INTEGER NOT NULL,
    cell TEXT NOT NULL,
    body TEXT NOT NULL,               -- the incident as JSON with its fields in one fixed order
    UNIQUE (source, id, revision)
  ) STRICT;

  CREATE TABLE incidents (
    source TEXT NOT NULL,
    id TEXT NOT NULL,
    seq INTEGER NOT NULL,             -- of the newest revision
    revision INTEGER NOT NULL,
    status TEXT NOT NULL,
    received INTEGER NOT NULL,
    worker TEXT,
    assigned_by TEXT,
    assigned_at INTEGER,
    assigned_seq INTEGER,
    PRIMARY KEY (source, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX incidents_open ON incidents (seq) WHERE status = 'open';
  CREATE INDEX incidents_received ON incidents (received);
  CREATE INDEX incidents_busy ON incidents (worker) WHERE status = 'open' AND worker IS NOT NULL;

  -- The first answer to each key a client made.
  CREATE TABLE commands (
    key TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    answer TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE cameras (
    id TEXT PRIMARY KEY,
    updated INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What people work on: a case as it is now. What it is made of are the events of kind 'case'.
  CREATE TABLE cases (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    stage TEXT NOT NULL,
    ended INTEGER NOT NULL,           -- 1: nothing more is expected of it
    reported INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX cases_open ON cases (reported) WHERE ended = 0;
  CREATE INDEX cases_updated ON cases (updated);

  -- Who is sent is a matter of the case.
  DROP INDEX incidents_busy;
  ALTER TABLE incidents DROP COLUMN worker;
  ALTER TABLE incidents DROP COLUMN assigned_by;
  ALTER TABLE incidents DROP COLUMN assigned_at;
  ALTER TABLE incidents DROP COLUMN assigned_seq;

  CREATE TABLE case_events (
    case_id TEXT NOT NULL,
    version INTEGER NOT NULL,         -- from 1, without a gap
    seq INTEGER NOT NULL UNIQUE,      -- of the event
    PRIMARY KEY (case_id, version)
  ) STRICT, WITHOUT ROWID;

  -- An incident becomes at most one case.
  CREATE TABLE case_incidents (
    source TEXT NOT NULL,
    incident TEXT NOT NULL,
    case_id TEXT NOT NULL,
    PRIMARY KEY (source, incident)
  ) STRICT, WITHOUT ROWID;

  -- Who did what, when, from where: each row's hash covers the row before.
  CREATE TABLE audit (
    number INTEGER PRIMARY KEY,       -- from 1, without a gap
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    origin TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL,             -- JSON
    hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_object ON audit (object);
  CREATE INDEX audit_at ON audit (at);
  `,
  `
  -- Who signs in. An account is never deleted: the record names it.
  CREATE TABLE people (
    number INTEGER PRIMARY KEY,       -- the id is 'p' and this
    folded TEXT NOT NULL UNIQUE,      -- the login, so that Li and li are one account
    version INTEGER NOT NULL,
    active INTEGER NOT NULL,
    admin INTEGER NOT NULL,
    body TEXT NOT NULL,               -- the person as JSON
    password TEXT                     -- parameters, salt and hash in one; null: signs in otherwise, or not yet
  ) STRICT;

  CREATE TABLE sessions (
    id TEXT PRIMARY KEY,              -- may be shown; the token may not
    token TEXT NOT NULL UNIQUE,       -- SHA-256 of the token, in hex
    person TEXT NOT NULL,
    created INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    ended INTEGER                     -- signed out, revoked or over
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sessions_live ON sessions (person) WHERE ended IS NULL;

  -- Addresses that work once: for the first administrator, and for a password that somebody sets for the first time.
  CREATE TABLE links (
    token TEXT PRIMARY KEY,           -- SHA-256 of what stands in the address, in hex
    purpose TEXT NOT NULL,
    person TEXT NOT NULL,             -- empty for the first administrator
    expires INTEGER NOT NULL,
    used INTEGER
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Photos in the store of evidence. Where and when they were taken stands here, and not in the files.
  CREATE TABLE evidence (
    hash TEXT PRIMARY KEY,            -- SHA-256 of the file as it is kept, in hex
    original TEXT NOT NULL,           -- SHA-256 of what was sent
    type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    taken INTEGER,                    -- as the photo said itself, like lat and lon
    lat REAL,
    lon REAL,
    uploaded_by TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Keys of programs. None is ever deleted: the record names what was sent by them.
  CREATE TABLE keys (
    number INTEGER PRIMARY KEY,       -- the id is 'k' and this
    digest TEXT NOT NULL UNIQUE,      -- SHA-256 of the key, in hex; the key itself is nowhere
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,             -- JSON
    prefix TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    used INTEGER,                     -- to some minutes
    revoked_by TEXT,
    revoked_at INTEGER
  ) STRICT;
  `,
  `
  -- Who is on duty when. In the order of time: a day is written, read and dropped in one piece.
  CREATE TABLE shifts (
    starts INTEGER NOT NULL,
    worker TEXT NOT NULL,
    ends INTEGER NOT NULL,            -- where it starts: withdrawn
    revision INTEGER NOT NULL,        -- of the roster, when this row was written
    PRIMARY KEY (starts, worker)
  ) STRICT, WITHOUT ROWID;

  -- One row: grows with each change, so that another process sees that there was one.
  CREATE TABLE roster (revision INTEGER NOT NULL) STRICT;
  INSERT INTO roster (revision) VALUES (0);
  `,
  `
  -- Which cases name or named a photo, and who sent it: whoever looks at one of those, or has sent it, may look at it.
  CREATE TABLE case_evidence (
    hash TEXT NOT NULL,
    case_id TEXT NOT NULL,
    PRIMARY KEY (hash, case_id)
  ) STRICT, WITHOUT ROWID;
  INSERT OR IGNORE INTO case_evidence
    SELECT json_extract(photo.value, '$.hash'), cases.id FROM cases, json_each(cases.body, '$.evidence') AS photo;

  CREATE TABLE evidence_senders (
    hash TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (hash, person)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO evidence_senders SELECT hash, uploaded_by FROM evidence;
  `,
  `
  -- Not unique: a file may hold accounts of a time when two could be one worker.
  CREATE INDEX people_worker ON people (json_extract(body, '$.post.id')) WHERE active = 1;
  `,
  `
  -- What was written up to this revision stands in audit rows that say nothing of the sum of the rows.
  ALTER TABLE roster ADD COLUMN unsummed INTEGER NOT NULL DEFAULT 0;
  UPDATE roster SET unsummed = revision;
  `,
  `
  -- An incident is over for the city when its case is (settled = 1), whatever its source goes on to say: that is kept here
  -- meanwhile, as JSON; null while it is what the newest revision says.
  ALTER TABLE incidents ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE incidents ADD COLUMN said TEXT;
  `,
  `
  -- Other apps that send where a worker is, such as Traccar Client: each by an id of its own. None is ever deleted.
  CREATE TABLE devices (
    number INTEGER PRIMARY KEY,       -- the id is 'd' and this
    digest TEXT NOT NULL UNIQUE,      -- SHA-256 of what is typed into the app, in hex
    person TEXT NOT NULL,             -- account of the worker
    name TEXT NOT NULL,
    made INTEGER NOT NULL,
    used INTEGER,                     -- to some minutes
    revoked INTEGER
  ) STRICT;
  `,
  `
  -- Which cases an account keeps an eye on.
  CREATE TABLE watches (
    person TEXT NOT NULL,
    case_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (person, case_id)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What somebody is told of at once: an SOS, a late stage, a fence that was crossed. None is ever deleted.
  CREATE TABLE alerts (
    number INTEGER PRIMARY KEY,       -- the id is 'a' and this
    kind TEXT NOT NULL,
    cause TEXT NOT NULL,
    at INTEGER NOT NULL,
    acknowledged INTEGER,
    ended INTEGER,
    body TEXT NOT NULL                -- the alert as JSON
  ) STRICT;
  CREATE INDEX alerts_at ON alerts (at);
  CREATE UNIQUE INDEX alerts_open ON alerts (cause) WHERE ended IS NULL;
  `,
  `
  -- Areas on the map whose borders are watched. None is ever deleted: alerts name it.
  CREATE TABLE fences (
    number INTEGER PRIMARY KEY,       -- the id is 'f' and this
    gone INTEGER NOT NULL,
    body TEXT NOT NULL                -- the fence as JSON
  ) STRICT;
  `,
  `
  -- Where to tell a worker of a new case whose page is closed. Gone when the browser takes it back.
  CREATE TABLE push (
    endpoint TEXT PRIMARY KEY,
    person TEXT NOT NULL,             -- id of the account
    body TEXT NOT NULL                -- the subscription as JSON
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Shifts handed over: signed by who leaves and by who comes. None is ever deleted.
  CREATE TABLE handovers (
    number INTEGER PRIMARY KEY,       -- the id is 'h' and this
    at INTEGER NOT NULL,              -- of the first signature
    taken INTEGER,                    -- of the second
    body TEXT NOT NULL                -- the handover as JSON
  ) STRICT;
  `,
  `
  -- Alerts that are over, by whoever may look for them: all of a kind (mark ''), those of an area, those of a worker.
  CREATE TABLE alerts_past (
    kind TEXT NOT NULL,
    mark TEXT NOT NULL,               -- '', 'area CODE' or 'worker ID'
    at INTEGER NOT NULL,
    number INTEGER NOT NULL,          -- of the alert
    PRIMARY KEY (kind, mark, at, number)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO alerts_past SELECT kind, '', at, number FROM alerts WHERE ended IS NOT NULL;
  INSERT OR IGNORE INTO alerts_past
    SELECT alerts.kind, 'area ' || area.value, alerts.at, alerts.number
    FROM alerts, json_each(alerts.body, '$.subject.areas') AS area WHERE ended IS NOT NULL;
  INSERT INTO alerts_past
    SELECT kind, 'worker ' || json_extract(body, '$.subject.worker'), at, number FROM alerts
    WHERE ended IS NOT NULL AND json_extract(body, '$.subject.worker') IS NOT NULL;
  `,
  `
  -- One row. 0: what the file holds from before audit rows vouched for it is still to be vouched for, as it is found.
  CREATE TABLE vouching (whole INTEGER NOT NULL) STRICT;
  INSERT INTO vouching (whole) VALUES (0);
  `,
];
