-- A body that is no more keeps its row: what it did keeps its name.
ALTER TABLE organisation ADD COLUMN IF NOT EXISTS state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'retired'));

-- By whom, from which file (none for an undo), and which batch this one undid.
ALTER TABLE import_batch
    ADD COLUMN account_id uuid,
    ADD COLUMN file_id uuid REFERENCES file,
    ADD COLUMN undoes uuid UNIQUE REFERENCES import_batch;

CREATE INDEX import_batch_file ON import_batch (file_id);

-- What a batch did to each body, which version it left, and what the body was before (for those that were there and are another now).
ALTER TABLE import_batch_row
    ADD COLUMN change text NOT NULL DEFAULT 'unchanged' CHECK (change IN ('created', 'updated', 'unchanged')),
    ADD COLUMN version bigint,
    ADD COLUMN before jsonb,
    ADD CONSTRAINT import_batch_row_before CHECK ((change = 'updated') = (before IS NOT NULL)),
    ADD CONSTRAINT import_batch_row_version CHECK (change = 'unchanged' OR version >= 1);

ALTER TABLE import_batch_row ALTER COLUMN change DROP DEFAULT;

-- Rows of a file on their way in, by COPY, before one statement compares them with the registry. Nothing here is worth a log:
-- each loading takes its own rows away, and what a dead one left goes with the next.
CREATE UNLOGGED TABLE organisation_load (
    load_id uuid NOT NULL,
    new_id uuid NOT NULL,
    line bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    parent_code text,
    district text NOT NULL,
    source text NOT NULL,
    PRIMARY KEY (load_id, code)
);
