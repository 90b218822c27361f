-- A category's fixed result. The row is written once; only `version` grows, with each approval.
CREATE TABLE seal (
    id uuid PRIMARY KEY,
    edition_id text NOT NULL,
    category_id uuid NOT NULL UNIQUE REFERENCES category_copy,
    root text NOT NULL CHECK (root ~ '^[0-9a-f]{64}$'),
    content bytea NOT NULL,
    salt bytea NOT NULL CHECK (octet_length(salt) = 32),
    sealed_at timestamptz NOT NULL,
    version bigint NOT NULL CHECK (version >= 1)
);

CREATE INDEX seal_edition ON seal (edition_id);

-- One word per side and per person, so two rows are two persons of two sides.
CREATE TABLE approval (
    seal_id uuid NOT NULL REFERENCES seal,
    side text NOT NULL CHECK (side IN ('leadership', 'plenary')),
    account_id uuid NOT NULL,
    not_before timestamptz NOT NULL,
    approved_at timestamptz NOT NULL,
    PRIMARY KEY (seal_id, side),
    UNIQUE (seal_id, account_id)
);
