-- What is known of a file; its bytes lie in the object store under its id. A row comes last and a file never changes: what has a row is whole.
CREATE TABLE file (
    id uuid PRIMARY KEY,
    purpose text NOT NULL CHECK (purpose IN ('decree', 'import')),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    content_type text NOT NULL CHECK (char_length(content_type) BETWEEN 1 AND 100),
    size bigint NOT NULL CHECK (size >= 1),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    -- No reference: a decree or a table stays what it is when the account that handed it in is gone.
    account_id uuid NOT NULL,
    stored_at timestamptz NOT NULL
);

CREATE INDEX file_account ON file (account_id);
