-- What makes the one-time codes of an account. The secret has to be read again, so it is encrypted (key by configuration) and not hashed; it is bound to
-- the account, so that a row moved to another one opens nothing. Times are the machine's.
CREATE TABLE second_factor (
    account_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    secret bytea NOT NULL,
    -- The thirty seconds of the last code that was taken: that one and those before it are not taken again.
    last_step bigint NOT NULL CHECK (last_step >= 0),
    enrolled_at timestamptz NOT NULL
);

-- One that was begun and whose first code was not given yet; until then the account has what it had.
CREATE TABLE second_factor_enrolment (
    account_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    secret bytea NOT NULL,
    begun_at timestamptz NOT NULL
);

-- For whoever lost the device. A code that was used is gone.
CREATE TABLE recovery_code (
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    PRIMARY KEY (account_id, code_hash)
);
