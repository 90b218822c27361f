-- What SubmitEntry does in its transaction, statement for statement, for pgbench. The outbox row is born published: it is nobody's event.
\set n random(1, :entries)
BEGIN;
INSERT INTO idempotency_key (caller, rpc, request_id, request_hash, created_at)
    VALUES ('person:bench', 'bench', gen_random_uuid(), sha256(random()::text::bytea), now())
    ON CONFLICT DO NOTHING RETURNING request_id \gset
SELECT id, edition_id, category_id, participation_id, organisation_id, organisation_code, organisation_name, organisation_kind, title,
       description, link, submitted_at, version, saved_at
    FROM entry WHERE id = md5('pgbench' || :n)::uuid FOR UPDATE;
SELECT p.*, e.* FROM participation_copy p JOIN edition_copy e ON e.id = ':edition' WHERE p.id = md5('pgbench' || :n)::uuid;
UPDATE entry SET submitted_at = now(), version = version + 1, saved_at = now() WHERE id = md5('pgbench' || :n)::uuid RETURNING version \gset
INSERT INTO entry_revision (entry_id, version, title, description, link, submitted_at, saved_at)
    VALUES (md5('pgbench' || :n)::uuid, :version, 'Jalan baru, warga maju', repeat('kata ', 40), 'https://contoh.bekasikab.go.id/r', now(), now());
INSERT INTO outbox (id, subject, type, aggregate, payload, occurred_at, published_at)
    VALUES (gen_random_uuid(), 'fest.submission.entry.submitted.v1', 'fest.submission.v1.EntrySubmitted', 'bench',
            repeat('x', 500)::bytea, now(), now());
WITH answered AS (UPDATE idempotency_key SET response = repeat('x', 500)::bytea
        WHERE caller = 'person:bench' AND rpc = 'bench' AND request_id = ':request_id' RETURNING caller, rpc)
    INSERT INTO audit_pending (subject, salt, before_hash, after_hash, id, at, actor, rpc, trace_id)
        SELECT current_setting('fest.audit_subject', true), decode(salt, 'hex'),
            decode(nullif(current_setting('fest.audit_before', true), ''), 'hex'),
            decode(nullif(current_setting('fest.audit_after', true), ''), 'hex'), gen_random_uuid(), now(), caller, rpc, NULL
        FROM answered, current_setting('fest.audit_salt', true) salt WHERE salt <> '';
COMMIT;
