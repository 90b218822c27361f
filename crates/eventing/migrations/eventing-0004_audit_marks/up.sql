-- Whoever reads asks what one did, or what was done to one thing.
CREATE INDEX audit_row_actor ON audit_row (actor, number);
CREATE INDEX audit_row_subject ON audit_row (subject, number);

-- Both are written by our own code alone, and a pattern costs each command more than the row.
ALTER TABLE audit_pending
    DROP CONSTRAINT audit_pending_actor_check,
    DROP CONSTRAINT audit_pending_rpc_check,
    DROP CONSTRAINT audit_pending_subject_check;

DROP FUNCTION audit_note() CASCADE;

-- Notes a changed row in the transaction's own settings, from which the command's audit row is made at its end: the first row's table and key are
-- the subject, and the values of all of them, before and after, are hashed behind one salt. The key is read from the text that is hashed anyway.
CREATE FUNCTION audit_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    salt text := current_setting('fest.audit_salt', true);
    was text := CASE WHEN TG_OP <> 'INSERT' THEN OLD::text END;
    becomes text := CASE WHEN TG_OP <> 'DELETE' THEN NEW::text END;
    key text := '';
    nothing text;
BEGIN
    IF coalesce(salt, '') = '' THEN
        salt := encode(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'hex');
        IF TG_ARGV[0] = 'keyed' THEN
            key := coalesce(substring(coalesce(becomes, was) FROM '^\(([a-z0-9_-]+)[,)]'), '');
        END IF;
        nothing := set_config('fest.audit_salt', salt, true);
        nothing := set_config('fest.audit_subject', TG_TABLE_NAME || ':' || key, true);
    END IF;
    IF was IS NOT NULL THEN
        was := coalesce(nullif(current_setting('fest.audit_before', true), ''), salt) || TG_TABLE_NAME || was;
        nothing := set_config('fest.audit_before', encode(sha256(convert_to(was, 'UTF8')), 'hex'), true);
    END IF;
    IF becomes IS NOT NULL THEN
        becomes := coalesce(nullif(current_setting('fest.audit_after', true), ''), salt) || TG_TABLE_NAME || becomes;
        nothing := set_config('fest.audit_after', encode(sha256(convert_to(becomes, 'UTF8')), 'hex'), true);
    END IF;
    RETURN NULL;
END
$$;

-- Run after every migration, so that no new table is forgotten. Left out are copies of what others own, and what its own comment says is no fact:
-- `COMMENT ON TABLE x IS 'unaudited: <why>'`.
CREATE OR REPLACE FUNCTION after_migrations() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one record;
    program text;
BEGIN
    -- What is chained is never changed, also not by the program that chains it.
    FOR program IN
        SELECT DISTINCT grantee FROM information_schema.role_table_grants WHERE table_name = 'audit_row' AND grantee <> current_user
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON audit_row, audit_checkpoint FROM %I', program);
    END LOOP;
    FOR one IN
        SELECT c.oid::regclass AS name,
            EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'audit_note') AS noted,
            coalesce(obj_description(c.oid, 'pg_class'), '') NOT LIKE 'unaudited: %' AS wanted,
            -- Its key is what its text begins with.
            CASE WHEN EXISTS (
                SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1
                WHERE i.indrelid = c.oid AND i.indisprimary AND i.indkey[0] = 1 AND a.atttypid IN ('uuid'::regtype, 'text'::regtype)
            ) THEN 'keyed' ELSE '' END AS key
        FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relpersistence = 'p' AND c.relname !~ '(^audit_|^__|_copy$)'
    LOOP
        IF one.noted AND NOT one.wanted THEN
            EXECUTE format('DROP TRIGGER audit_note ON %s', one.name);
        ELSIF one.wanted AND NOT one.noted THEN
            EXECUTE format('CREATE TRIGGER audit_note AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION audit_note(%L)',
                one.name, one.key);
        END IF;
    END LOOP;
END
$$;

COMMENT ON TABLE outbox IS 'unaudited: it tells of what is noted anyway';
COMMENT ON TABLE inbox IS 'unaudited: what others told';
COMMENT ON TABLE attempt IS 'unaudited: what others told';
COMMENT ON TABLE dead_letter IS 'unaudited: what others told';
COMMENT ON TABLE idempotency_key IS 'unaudited: commands, which are noted by what they do';
