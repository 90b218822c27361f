-- {count} drafts of one person, each under a participation of its own, straight into submission's tables: making them is not what is measured.
INSERT INTO participation_copy
    SELECT md5('{kind}' || n)::uuid, '{edition}', '{account}', md5('o' || n)::uuid, 'pd-bench', 'Dinas', 'perangkat_daerah', true, 2
    FROM generate_series(1, {count}) n;
INSERT INTO entry
    SELECT md5('{kind}' || n)::uuid, '{edition}', (SELECT id FROM category_copy WHERE intake = 'entered' ORDER BY id LIMIT 1),
           md5('{kind}' || n)::uuid, md5('o' || n)::uuid, 'pd-bench', 'Dinas', 'perangkat_daerah',
           'Jalan baru, warga maju', repeat('kata ', 40), 'https://contoh.bekasikab.go.id/r', NULL, 1, now()
    FROM generate_series(1, {count}) n;
ANALYZE;
