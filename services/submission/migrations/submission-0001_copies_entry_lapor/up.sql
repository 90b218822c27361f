-- Copies of registration's facts: <noun>_copy. Each row carries the owner's version, and an older version never overwrites a newer one.
-- Copies have no keys among each other, because their events come in any order.

CREATE TABLE edition_copy (
    id text PRIMARY KEY,
    phase text NOT NULL CHECK (phase IN ('draft', 'locked', 'archived')),
    opens_at timestamptz NOT NULL,
    closes_at timestamptz NOT NULL,
    version bigint NOT NULL CHECK (version >= 1)
);

CREATE TABLE category_copy (
    id uuid PRIMARY KEY,
    edition_id text NOT NULL,
    intake text NOT NULL CHECK (intake IN ('monitored', 'entered', 'assessed')),
    levels text[] NOT NULL,
    version bigint NOT NULL CHECK (version >= 1)
);

CREATE TABLE participation_copy (
    id uuid PRIMARY KEY,
    edition_id text NOT NULL,
    account_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    organisation_code text NOT NULL,
    organisation_name text NOT NULL,
    organisation_kind text NOT NULL,
    verified boolean NOT NULL,
    version bigint NOT NULL CHECK (version >= 1)
);

CREATE INDEX participation_copy_account ON participation_copy (account_id);

CREATE TABLE organisation_copy (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    kind text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1)
);

-- One work or nomination. The organisation stays as it was when the entry was begun.
CREATE TABLE entry (
    id uuid PRIMARY KEY,
    edition_id text NOT NULL REFERENCES edition_copy,
    category_id uuid NOT NULL REFERENCES category_copy,
    participation_id uuid NOT NULL REFERENCES participation_copy,
    organisation_id uuid NOT NULL,
    organisation_code text NOT NULL,
    organisation_name text NOT NULL,
    organisation_kind text NOT NULL,
    title text NOT NULL CHECK (char_length(title) <= 200),
    description text NOT NULL CHECK (char_length(description) <= 4000),
    link text NOT NULL CHECK (char_length(link) <= 500),
    submitted_at timestamptz,
    version bigint NOT NULL CHECK (version >= 1),
    saved_at timestamptz NOT NULL,
    UNIQUE (participation_id, category_id)
);

CREATE INDEX entry_category ON entry (category_id);
CREATE INDEX entry_edition ON entry (edition_id);

-- Every version that an entry ever had, the present one included.
CREATE TABLE entry_revision (
    entry_id uuid NOT NULL REFERENCES entry,
    version bigint NOT NULL CHECK (version >= 1),
    title text NOT NULL,
    description text NOT NULL,
    link text NOT NULL,
    submitted_at timestamptz,
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (entry_id, version)
);

-- The newest file of counts of a category.
CREATE TABLE lapor_import (
    batch_id uuid PRIMARY KEY,
    category_id uuid NOT NULL UNIQUE REFERENCES category_copy,
    edition_id text NOT NULL,
    file_sha256 text NOT NULL CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
    row_count integer NOT NULL CHECK (row_count >= 1),
    imported_at timestamptz NOT NULL
);

CREATE INDEX lapor_import_edition ON lapor_import (edition_id);

CREATE TABLE lapor_count (
    batch_id uuid NOT NULL REFERENCES lapor_import ON DELETE CASCADE,
    -- Rows are fixed in the order of their codes, whatever language the database sorts by.
    organisation_code text COLLATE "C" NOT NULL,
    organisation_id uuid NOT NULL,
    organisation_name text NOT NULL,
    organisation_kind text NOT NULL,
    received bigint NOT NULL,
    resolved bigint NOT NULL CHECK (resolved >= 0),
    in_process bigint NOT NULL CHECK (in_process >= 0),
    not_followed_up bigint NOT NULL CHECK (not_followed_up >= 0),
    PRIMARY KEY (batch_id, organisation_code),
    CHECK (resolved + in_process + not_followed_up <= received)
);

-- A category's counts as they were fixed. `content` is what `commitment` was made of, behind `salt`; neither leaves but to scoring.
CREATE TABLE snapshot (
    id uuid PRIMARY KEY,
    category_id uuid NOT NULL UNIQUE REFERENCES category_copy,
    edition_id text NOT NULL,
    row_count integer NOT NULL CHECK (row_count >= 1),
    commitment text NOT NULL CHECK (commitment ~ '^[0-9a-f]{64}$'),
    salt bytea NOT NULL CHECK (octet_length(salt) = 32),
    content bytea NOT NULL,
    frozen_at timestamptz NOT NULL,
    version bigint NOT NULL CHECK (version >= 1)
);
