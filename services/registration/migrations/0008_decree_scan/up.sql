-- The scan of a claim's decree, where one was handed in.
ALTER TABLE participation ADD COLUMN decree_file_id uuid REFERENCES file;

CREATE INDEX participation_decree_file ON participation (decree_file_id);

-- By id only, as accounts: the history outlives a file.
ALTER TABLE participation_change ADD COLUMN decree_file_id uuid;
