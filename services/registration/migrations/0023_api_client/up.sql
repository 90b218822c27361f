-- Programs of other systems that call us in their own name, each with what its operator allows it. Times are the machine's.
CREATE TABLE api_client (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    system text NOT NULL CHECK (char_length(system) BETWEEN 1 AND 200),
    -- An office's address, not a person's.
    contact text NOT NULL CHECK (char_length(contact) BETWEEN 1 AND 200),
    -- By the names that tokens use; which there are, the contract says.
    scopes text[] NOT NULL CHECK (cardinality(scopes) >= 1),
    -- Calls a minute.
    quota integer NOT NULL CHECK (quota BETWEEN 1 AND 6000),
    created_at timestamptz NOT NULL,
    created_by uuid NOT NULL REFERENCES account,
    reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
    valid_until timestamptz NOT NULL CHECK (valid_until > created_at),
    revoked_at timestamptz,
    revoked_by uuid REFERENCES account,
    revocation_reason text CHECK (char_length(revocation_reason) BETWEEN 1 AND 500),
    version bigint NOT NULL CHECK (version >= 1),
    CONSTRAINT api_client_revocation CHECK (num_nulls(revoked_at, revoked_by, revocation_reason) IN (0, 3))
);

CREATE INDEX api_client_created_by ON api_client (created_by);
CREATE INDEX api_client_revoked_by ON api_client (revoked_by);
-- A name leads to one client; that of a revoked one is free again.
CREATE UNIQUE INDEX api_client_name ON api_client (lower(name)) WHERE revoked_at IS NULL;

-- A secret is 32 random bytes and never stored, only its SHA-256. Two hold while a client changes over.
CREATE TABLE api_client_secret (
    secret_hash bytea PRIMARY KEY CHECK (octet_length(secret_hash) = 32),
    client_id uuid NOT NULL REFERENCES api_client ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    -- None: as long as its client.
    expires_at timestamptz
);

CREATE INDEX api_client_secret_client ON api_client_secret (client_id);
