-- {count} drafts of one person, each under a participation of its own, straight into submission's tables: making them is not what is measured.
INSERT INTO organisation_copy (id, code, name, kind, version)
    VALUES (md5('pd-bench')::uuid, 'pd-bench', 'Dinas', 'perangkat_daerah', 1)
    ON CONFLICT DO NOTHING;
INSERT INTO participation_copy (id, edition_id, account_id, organisation_id, verified, version)
    SELECT md5('{kind}' || n)::uuid, '{edition}', '{account}', md5('pd-bench')::uuid, true, 2
    FROM generate_series(1, {count}) n;
INSERT INTO entry (id, edition_id, category_id, participation_id, organisation_id, organisation_code, organisation_name, organisation_kind,
        title, description, link, version, saved_at)
    SELECT md5('{kind}' || n)::uuid, '{edition}', (SELECT id FROM category_copy WHERE intake = 'entered' ORDER BY id LIMIT 1),
           md5('{kind}' || n)::uuid, md5('pd-bench')::uuid, 'pd-bench', 'Dinas', 'perangkat_daerah',
           'Jalan baru, warga maju', repeat('kata ', 40), 'https://contoh.bekasikab.go.id/r', 1, now()
    FROM generate_series(1, {count}) n;
ANALYZE;
