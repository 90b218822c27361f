-- Who did what. A command's row is written with its change, unchained, so that commands need not wait for each other at the chain's end; within
-- a second the linker takes it from here. Counted repetitions in the checks would cost each command more than all the rest of its audit.
CREATE TABLE audit_pending (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    actor text NOT NULL CHECK (actor ~ '^(anonymous|(person|service):[!-~]+)$'),
    rpc text NOT NULL CHECK (rpc ~ '^[!-~]+$'),
    subject text NOT NULL CHECK (subject ~ '^[a-z_]+:[!-~]*$'),
    trace_id text CHECK (char_length(trace_id) = 32),
    salt bytea CHECK (octet_length(salt) = 32),
    before_hash bytea CHECK (octet_length(before_hash) = 32),
    after_hash bytea CHECK (octet_length(after_hash) = 32)
);

-- The chain. Nothing in it is personal and nothing in it is ever changed.
CREATE TABLE audit_row (
    number bigint PRIMARY KEY CHECK (number >= 1),
    id uuid NOT NULL UNIQUE,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    rpc text NOT NULL,
    subject text NOT NULL,
    trace_id text,
    before_hash bytea CHECK (octet_length(before_hash) = 32),
    after_hash bytea CHECK (octet_length(after_hash) = 32),
    chain_hash bytea NOT NULL CHECK (octet_length(chain_hash) = 32)
);

-- Apart, because it goes with the person whom a row's values told of: without it nobody can try values against the hashes.
CREATE TABLE audit_salt (
    number bigint PRIMARY KEY REFERENCES audit_row,
    salt bytea NOT NULL CHECK (octet_length(salt) = 32)
);

-- How long a chain was and how it ended: this service's own, and those that it keeps for others.
CREATE TABLE audit_checkpoint (
    service text NOT NULL CHECK (service ~ '^[a-z]+$'),
    count bigint NOT NULL CHECK (count >= 1),
    head bytea NOT NULL CHECK (octet_length(head) = 32),
    signed_at timestamptz NOT NULL,
    key_id text NOT NULL,
    signature bytea NOT NULL CHECK (octet_length(signature) = 64),
    -- One service may say two things of one row; both are kept, for one of them is a lie.
    PRIMARY KEY (service, count, head)
);

-- Notes a changed row in the transaction's own settings, from which the command's audit row is made at its end: the first row's table and key are
-- the subject, and the values of all of them, before and after, are hashed behind one salt.
CREATE FUNCTION audit_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    salt text := current_setting('fest.audit_salt', true);
    key text;
    nothing text;
BEGIN
    IF coalesce(salt, '') = '' THEN
        salt := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
        key := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END) ->> TG_ARGV[0];
        nothing := set_config('fest.audit_subject', TG_TABLE_NAME || ':' || CASE WHEN key ~ '^[a-z0-9_-]+$' THEN key ELSE '' END, true);
        nothing := set_config('fest.audit_salt', salt, true);
        nothing := set_config('fest.audit_before', salt, true);
        nothing := set_config('fest.audit_after', salt, true);
    END IF;
    IF TG_OP <> 'INSERT' THEN
        nothing := set_config('fest.audit_before',
            encode(sha256(convert_to(current_setting('fest.audit_before') || TG_TABLE_NAME || OLD::text, 'UTF8')), 'hex'), true);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        nothing := set_config('fest.audit_after',
            encode(sha256(convert_to(current_setting('fest.audit_after') || TG_TABLE_NAME || NEW::text, 'UTF8')), 'hex'), true);
    END IF;
    RETURN NULL;
END
$$;

-- Run after every migration, so that no new table is forgotten. Left out is what is no fact of this service: the machinery of this crate, copies of
-- what others own, sessions, what lies around on its way in, and words and rows that follow from what is noted anyway.
CREATE FUNCTION after_migrations() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT c.oid::regclass AS name, (
            SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
            WHERE i.indrelid = c.oid AND i.indisprimary AND a.atttypid IN ('uuid'::regtype, 'text'::regtype)
        ) AS key
        FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relpersistence = 'p'
          AND c.relname !~ '(^audit_|^__|_copy$)'
          AND c.relname <> ALL (ARRAY['outbox', 'inbox', 'attempt', 'dead_letter', 'idempotency_key', 'session', 'organisation_word', 'import_batch_row',
              'invitation_guess', 'entry_revision'])
          AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'audit_note')
    LOOP
        EXECUTE format('CREATE TRIGGER audit_note AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION audit_note(%L)',
            one.name, coalesce(one.key, ''));
    END LOOP;
END
$$;
