-- Wrong passwords, counted by what they were tried on: the account, the network, a known device, a session. Kept under hashes, since addresses that
-- were typed need not be anybody's here; forgotten after a day. Times are the machine's.
CREATE TABLE guess (
    key bytea PRIMARY KEY CHECK (octet_length(key) = 32),
    wrong integer NOT NULL CHECK (wrong >= 0),
    last_at timestamptz NOT NULL
);

CREATE INDEX guess_last ON guess (last_at);

-- Browsers on which the owner of an account has logged in. A secret that opens nothing: whoever has it is only not made to wait for what others do.
CREATE TABLE known_device (
    token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (token_hash, account_id)
);

CREATE INDEX known_device_account ON known_device (account_id);
