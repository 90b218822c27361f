-- What other services own, as far as scoring needs it. Each row keeps the owner's version; an older one never overwrites a newer one.
-- Copies do not refer to each other: events of two nouns may come in either order.

CREATE TABLE edition_copy (
    id text PRIMARY KEY,
    locked boolean NOT NULL,
    closes_at timestamptz NOT NULL,
    announces_at timestamptz NOT NULL,
    version bigint NOT NULL CHECK (version >= 1)
);

CREATE TABLE category_copy (
    id uuid PRIMARY KEY,
    edition_id text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    monitored boolean NOT NULL,
    places integer NOT NULL CHECK (places >= 1),
    version bigint NOT NULL CHECK (version >= 1)
);

CREATE INDEX category_copy_edition ON category_copy (edition_id, id);

CREATE TABLE judge_copy (
    id uuid PRIMARY KEY,
    edition_id text NOT NULL,
    account_id uuid NOT NULL,
    version bigint NOT NULL CHECK (version >= 1)
);

CREATE INDEX judge_copy_account ON judge_copy (account_id);

-- Submitted entries only; drafts are nobody else's business.
CREATE TABLE entry_copy (
    id uuid PRIMARY KEY,
    edition_id text NOT NULL,
    category_id uuid NOT NULL,
    title text NOT NULL,
    organisation_code text NOT NULL,
    organisation_name text NOT NULL,
    organisation_kind text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1)
);

CREATE INDEX entry_copy_category ON entry_copy (category_id);

-- A freeze is final, so a category has one snapshot at most.
CREATE TABLE snapshot_copy (
    id uuid PRIMARY KEY,
    category_id uuid NOT NULL UNIQUE,
    commitment text NOT NULL CHECK (commitment ~ '^[0-9a-f]{64}$'),
    version bigint NOT NULL CHECK (version >= 1)
);

CREATE TABLE snapshot_row (
    snapshot_id uuid NOT NULL REFERENCES snapshot_copy ON DELETE CASCADE,
    organisation_id uuid NOT NULL,
    organisation_code text NOT NULL,
    organisation_name text NOT NULL,
    organisation_kind text NOT NULL,
    received bigint NOT NULL CHECK (received >= 0),
    resolved bigint NOT NULL CHECK (resolved >= 0),
    in_process bigint NOT NULL CHECK (in_process >= 0),
    not_followed_up bigint NOT NULL CHECK (not_followed_up >= 0),
    PRIMARY KEY (snapshot_id, organisation_id)
);
