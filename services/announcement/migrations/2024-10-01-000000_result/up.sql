-- The root of each sealed category, known from the event of its seal on. The first one stays, whatever comes later: the reveal is checked against it.
CREATE TABLE seal_copy (
    category_id uuid PRIMARY KEY,
    edition_id text NOT NULL,
    root text NOT NULL CHECK (root ~ '^[0-9a-f]{64}$'),
    sealed_at timestamptz NOT NULL
);

CREATE INDEX seal_copy_edition ON seal_copy (edition_id, sealed_at);

-- A category once it is public: the content that the root stands for, and its salt. Nothing of it is here before the reveal.
CREATE TABLE result (
    category_id uuid PRIMARY KEY REFERENCES seal_copy,
    -- The order of the reveals: two of them may share a moment of the event's clock.
    position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    category_code text NOT NULL,
    category_name text NOT NULL,
    category_name_en text NOT NULL,
    example boolean NOT NULL,
    content bytea NOT NULL,
    salt bytea NOT NULL CHECK (octet_length(salt) = 32),
    revealed_at timestamptz NOT NULL
);

-- Who won a place, read out of the content for the pages that everybody asks for at once.
CREATE TABLE winner (
    category_id uuid NOT NULL REFERENCES result,
    place integer NOT NULL CHECK (place >= 1),
    subject_id uuid NOT NULL,
    title text NOT NULL,
    organisation_code text NOT NULL,
    organisation_name text NOT NULL,
    organisation_kind text NOT NULL,
    total text NOT NULL CHECK (total ~ '^-?[0-9]+(\.[0-9]+|/[0-9]+)?$'),
    PRIMARY KEY (category_id, place, subject_id)
);
