-- A rubric is read and written whole and never changes; each number in it is exact text.
CREATE TABLE rubric (
    id uuid PRIMARY KEY,
    category_id uuid NOT NULL UNIQUE REFERENCES category_copy,
    criteria jsonb NOT NULL CHECK (jsonb_typeof(criteria) = 'array'),
    version bigint NOT NULL CHECK (version >= 1)
);

-- Which juror judges which entry, and how far the sheet is: all that may be told of it before the release.
CREATE TABLE assignment (
    id uuid PRIMARY KEY,
    edition_id text NOT NULL,
    category_id uuid NOT NULL REFERENCES category_copy,
    entry_id uuid NOT NULL REFERENCES entry_copy,
    judge_id uuid NOT NULL REFERENCES judge_copy,
    sheet_state text NOT NULL CHECK (sheet_state IN ('empty', 'saved', 'submitted')),
    version bigint NOT NULL CHECK (version >= 1),
    assigned_at timestamptz NOT NULL,
    UNIQUE (entry_id, judge_id)
);

CREATE INDEX assignment_edition ON assignment (edition_id, id);
CREATE INDEX assignment_category ON assignment (category_id);
CREATE INDEX assignment_judge ON assignment (judge_id);

-- What the juror thinks. Nothing but the juror's own sheet, the ranking and the seal reads these two tables.
CREATE TABLE sheet (
    assignment_id uuid PRIMARY KEY REFERENCES assignment,
    comment text NOT NULL CHECK (char_length(comment) <= 2000),
    saved_at timestamptz NOT NULL
);

-- A value is checked before it comes here: PostgreSQL writes the row that breaks a check into its log.
CREATE TABLE mark (
    assignment_id uuid NOT NULL REFERENCES sheet,
    criterion_code text NOT NULL,
    value text NOT NULL CHECK (char_length(value) <= 64 AND value ~ '^(0|-?[1-9][0-9]*|-?(0|[1-9][0-9]*)\.[0-9]*[1-9])$'),
    PRIMARY KEY (assignment_id, criterion_code)
);
