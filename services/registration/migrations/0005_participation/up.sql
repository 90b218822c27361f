ALTER TABLE participation
    DROP CONSTRAINT participation_state_check,
    ADD CONSTRAINT participation_state_check CHECK (state IN ('claimed', 'endorsed', 'verified', 'returned', 'withdrawn')),
    -- Why it was returned or withdrawn.
    ADD COLUMN reason text NOT NULL DEFAULT '' CHECK (char_length(reason) <= 1000);

ALTER TABLE participation ALTER COLUMN reason DROP DEFAULT;

-- What was done to a claim, one row per version. Accounts by id only: the history outlives them.
CREATE TABLE participation_change (
    participation_id uuid NOT NULL REFERENCES participation,
    version bigint NOT NULL CHECK (version >= 1),
    kind text NOT NULL CHECK (kind IN ('claimed', 'revised', 'endorsed', 'verified', 'returned', 'withdrawn', 'handed_over')),
    state text NOT NULL CHECK (state IN ('claimed', 'endorsed', 'verified', 'returned', 'withdrawn')),
    actor_id uuid NOT NULL,
    account_id uuid NOT NULL,
    reason text NOT NULL CHECK (char_length(reason) <= 1000),
    decree_number text NOT NULL CHECK (char_length(decree_number) BETWEEN 1 AND 200),
    decree_date date NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (participation_id, version)
);

-- How claims of an edition are confirmed; an edition without a row asks for no endorsement.
CREATE TABLE participation_rule (
    edition_id text PRIMARY KEY REFERENCES edition,
    endorsement_required boolean NOT NULL,
    version bigint NOT NULL CHECK (version >= 1)
);

-- One organisation's invitation to one edition. Printing it again gives it another code.
CREATE TABLE invitation (
    id uuid PRIMARY KEY,
    edition_id text NOT NULL REFERENCES edition,
    organisation_id uuid NOT NULL REFERENCES organisation,
    -- SHA-256 of the code, which stands on the letter alone.
    code_hash bytea NOT NULL UNIQUE CHECK (octet_length(code_hash) = 32),
    issued_at timestamptz NOT NULL,
    opened_at timestamptz,
    -- The claim that was made with it.
    participation_id uuid REFERENCES participation,
    version bigint NOT NULL CHECK (version >= 1),
    UNIQUE (edition_id, organisation_id)
);

CREATE INDEX invitation_organisation ON invitation (organisation_id);
CREATE INDEX invitation_participation ON invitation (participation_id);

-- How many wrong codes were tried in each minute of the machine's time.
CREATE TABLE invitation_guess (
    minute timestamptz PRIMARY KEY,
    wrong integer NOT NULL CHECK (wrong >= 1)
);
