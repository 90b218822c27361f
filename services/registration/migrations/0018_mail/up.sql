ALTER TABLE account
    -- What mails to the person are written in.
    ADD COLUMN language text NOT NULL DEFAULT 'id' CHECK (language IN ('id', 'en')),
    -- When its owner was found to read what is sent there.
    ADD COLUMN email_verified_at timestamptz;

ALTER TABLE account ALTER COLUMN language DROP DEFAULT;

-- Mails on their way out, each written in the transaction that causes it. A row holds neither text nor secret: both are made when it is sent.
-- Times are the machine's.
CREATE TABLE mail (
    id uuid PRIMARY KEY,
    purpose text NOT NULL CHECK (purpose IN ('verification', 'password_reset', 'password_changed', 'password_was_reset', 'reset_issued')),
    account_id uuid REFERENCES account ON DELETE CASCADE,
    -- What somebody typed who asked for a reset. Whether it is an account's is looked up when the mail is sent, so that asking takes the same
    -- time for every address; then it goes.
    typed_email text,
    state text NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    queued_at timestamptz NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    ended_at timestamptz CHECK ((ended_at IS NULL) = (state = 'queued')),
    -- Why nobody takes it: a name of ours, never what a server said, which may hold the address.
    failure text CHECK ((failure IS NULL) = (state <> 'failed')),
    CONSTRAINT mail_recipient CHECK ((account_id IS NULL) = (typed_email IS NOT NULL))
);

CREATE INDEX mail_due ON mail (next_attempt_at) WHERE state = 'queued';
CREATE INDEX mail_account ON mail (account_id, queued_at);
CREATE INDEX mail_ended ON mail (ended_at);

-- Secrets that stand for the owner of an account, of which only the hash is kept: in a mail, or told to the committee. Good once.
CREATE TABLE account_code (
    code_hash bytea PRIMARY KEY CHECK (octet_length(code_hash) = 32),
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    purpose text NOT NULL CHECK (purpose IN ('verification', 'password_reset')),
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (expires_at > made_at),
    -- What it was used for is done.
    used_at timestamptz,
    -- Who of the committee issued it, and why; neither for one that went by mail. By id only: it outlives the account.
    actor_id uuid,
    reason text NOT NULL CHECK (char_length(reason) <= 500),
    CONSTRAINT account_code_issued CHECK ((actor_id IS NULL) = (reason = ''))
);

CREATE INDEX account_code_account ON account_code (account_id);
CREATE INDEX account_code_expired ON account_code (expires_at);
