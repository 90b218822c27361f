-- A participation's organisation is called as the copy of the organisation says, which every change of the registry reaches.
INSERT INTO organisation_copy (id, code, name, kind, version)
SELECT DISTINCT ON (organisation_id) organisation_id, organisation_code, organisation_name, organisation_kind, 1
FROM participation_copy
ORDER BY organisation_id, version DESC
ON CONFLICT DO NOTHING;

ALTER TABLE participation_copy
    DROP COLUMN organisation_code,
    DROP COLUMN organisation_name,
    DROP COLUMN organisation_kind,
    ADD FOREIGN KEY (organisation_id) REFERENCES organisation_copy;

CREATE INDEX participation_copy_organisation ON participation_copy (organisation_id);
