-- Who logs in. The address is the log-in name, kept in lower case.
CREATE TABLE account (
    id uuid PRIMARY KEY,
    email text NOT NULL UNIQUE CHECK (email ~ '^[!-?A-~]+@[!-?A-~]+$' AND email = lower(email) AND char_length(email) <= 254),
    display_name text NOT NULL CHECK (char_length(display_name) BETWEEN 1 AND 200),
    password_hash text NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
    created_at timestamptz NOT NULL
);

CREATE TABLE account_role (
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('participant', 'committee', 'leadership', 'juror', 'operator')),
    granted_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, role)
);

-- A session's secret is never stored, only its SHA-256. A session that ended is gone. Times are the machine's.
CREATE TABLE session (
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
    -- When the password was last asked for again.
    confirmed_at timestamptz
);

CREATE INDEX session_account ON session (account_id);

-- Open and closed are computed from the timeline and never stored.
CREATE TABLE edition (
    id text PRIMARY KEY CHECK (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND char_length(id) <= 80),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    year integer NOT NULL CHECK (year BETWEEN 2000 AND 2999),
    monitoring_starts_at timestamptz NOT NULL,
    opens_at timestamptz NOT NULL,
    closes_at timestamptz NOT NULL,
    announces_at timestamptz NOT NULL,
    phase text NOT NULL CHECK (phase IN ('draft', 'locked', 'archived')),
    version bigint NOT NULL CHECK (version >= 1),
    CONSTRAINT edition_timeline CHECK (monitoring_starts_at <= opens_at AND opens_at < closes_at AND closes_at <= announces_at)
);

-- Who belongs to the plenary of which edition.
CREATE TABLE plenary_grant (
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    edition_id text NOT NULL REFERENCES edition,
    granted_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, edition_id)
);

CREATE INDEX plenary_grant_edition ON plenary_grant (edition_id);

-- Kinds of organisation are data: a kind without a body is a level that a category may still name.
CREATE TABLE organisation_kind (
    code text PRIMARY KEY CHECK (code ~ '^[a-z]+(_[a-z]+)*$'),
    name text NOT NULL CHECK (name <> ''),
    name_en text NOT NULL CHECK (name_en <> '')
);

INSERT INTO organisation_kind (code, name, name_en) VALUES
    ('perangkat_daerah', 'Perangkat daerah', 'County department'),
    ('uptd', 'UPTD', 'Technical unit of a department'),
    ('kecamatan', 'Kecamatan', 'District'),
    ('kelurahan', 'Kelurahan', 'Urban village'),
    ('desa', 'Desa', 'Village'),
    ('bumd', 'BUMD', 'County-owned company'),
    ('instansi', 'Instansi', 'Other institution');

CREATE TABLE category (
    id uuid PRIMARY KEY,
    edition_id text NOT NULL REFERENCES edition,
    code text NOT NULL CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND char_length(code) <= 80),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    name_en text NOT NULL CHECK (char_length(name_en) BETWEEN 1 AND 200),
    field text NOT NULL CHECK (char_length(field) BETWEEN 1 AND 80),
    subject text NOT NULL CHECK (subject IN ('organisation', 'person', 'work')),
    intake text NOT NULL CHECK (intake IN ('monitored', 'entered', 'assessed')),
    places integer NOT NULL CHECK (places BETWEEN 1 AND 100),
    proposal boolean NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    UNIQUE (edition_id, code)
);

CREATE TABLE category_level (
    category_id uuid NOT NULL REFERENCES category ON DELETE CASCADE,
    position integer NOT NULL CHECK (position >= 0),
    kind text NOT NULL REFERENCES organisation_kind,
    PRIMARY KEY (category_id, position),
    UNIQUE (category_id, kind)
);

CREATE INDEX category_level_kind ON category_level (kind);

CREATE TABLE organisation (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9]+([.-][a-z0-9]+)*$' AND char_length(code) <= 120),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    kind text NOT NULL REFERENCES organisation_kind,
    -- Deferred: a file names a body before or after the one above it.
    parent_code text REFERENCES organisation (code) DEFERRABLE INITIALLY DEFERRED CHECK (parent_code <> code),
    district text NOT NULL CHECK (char_length(district) <= 200),
    source text NOT NULL CHECK (char_length(source) BETWEEN 1 AND 500),
    version bigint NOT NULL CHECK (version >= 1),
    -- What a search is compared with: no capitals, no spaces; the space in the middle keeps name and code apart.
    search text NOT NULL GENERATED ALWAYS AS (lower(replace(name, ' ', '') || ' ' || code)) STORED
);

CREATE INDEX organisation_kind_code ON organisation (kind);
CREATE INDEX organisation_parent ON organisation (parent_code);
CREATE INDEX organisation_order ON organisation (name, code);

-- One row per imported file, and which bodies it named.
CREATE TABLE import_batch (
    id uuid PRIMARY KEY,
    file_sha256 text NOT NULL CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
    created integer NOT NULL CHECK (created >= 0),
    updated integer NOT NULL CHECK (updated >= 0),
    unchanged integer NOT NULL CHECK (unchanged >= 0),
    imported_at timestamptz NOT NULL
);

CREATE TABLE import_batch_row (
    batch_id uuid NOT NULL REFERENCES import_batch ON DELETE CASCADE,
    organisation_id uuid NOT NULL REFERENCES organisation,
    PRIMARY KEY (batch_id, organisation_id)
);

CREATE INDEX import_batch_row_organisation ON import_batch_row (organisation_id);

-- One account's claim on one organisation in one edition. Times are the event's.
CREATE TABLE participation (
    id uuid PRIMARY KEY,
    edition_id text NOT NULL REFERENCES edition,
    organisation_id uuid NOT NULL REFERENCES organisation,
    account_id uuid NOT NULL REFERENCES account,
    state text NOT NULL CHECK (state IN ('claimed', 'verified')),
    decree_number text NOT NULL CHECK (char_length(decree_number) BETWEEN 1 AND 200),
    decree_date date NOT NULL,
    decree_signer text NOT NULL CHECK (char_length(decree_signer) BETWEEN 1 AND 200),
    claimed_at timestamptz NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    UNIQUE (edition_id, organisation_id, account_id)
);

CREATE INDEX participation_organisation ON participation (organisation_id);
CREATE INDEX participation_account ON participation (account_id);

CREATE TABLE judge (
    id uuid PRIMARY KEY,
    edition_id text NOT NULL REFERENCES edition,
    account_id uuid NOT NULL REFERENCES account,
    appointed_at timestamptz NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    UNIQUE (edition_id, account_id)
);

CREATE INDEX judge_account ON judge (account_id);
