-- Up to which closing nothing more is handed in, however early it arrived: scoring seals on what there is. A later closing begins a new intake.
CREATE TABLE intake_end (
    category_id uuid PRIMARY KEY REFERENCES category_copy,
    closes_at timestamptz NOT NULL
);
