-- What an edition is about and looks like, and who holds it.
ALTER TABLE edition
    ADD COLUMN theme text NOT NULL DEFAULT '' CHECK (char_length(theme) <= 200),
    ADD COLUMN colour text NOT NULL DEFAULT 'green' CHECK (colour IN ('green', 'blue', 'clay')),
    ADD COLUMN tagline text NOT NULL DEFAULT '' CHECK (char_length(tagline) <= 200),
    ADD COLUMN letterhead text[] NOT NULL DEFAULT '{}' CHECK (cardinality(letterhead) <= 8),
    -- By its code, which follows when the registry gives the body another one.
    ADD COLUMN organiser_code text REFERENCES organisation (code) ON UPDATE CASCADE,
    ADD COLUMN organiser_rule text CHECK (organiser_rule IN ('competes', 'out_of_competition')),
    ADD CONSTRAINT edition_organiser_rule CHECK ((organiser_code IS NULL) = (organiser_rule IS NULL));

CREATE INDEX edition_organiser ON edition (organiser_code);

-- What lies between opening and evening besides the timeline.
CREATE TABLE edition_stage (
    edition_id text NOT NULL REFERENCES edition ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('interview', 'site_visit', 'clarification', 'objection')),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    PRIMARY KEY (edition_id, kind)
);

-- Every date that was moved after the lock. Rows are never changed.
CREATE TABLE edition_reschedule (
    id uuid PRIMARY KEY,
    edition_id text NOT NULL REFERENCES edition,
    -- A moment of the timeline or a stage.
    subject text NOT NULL CHECK (subject IN ('monitoring_starts', 'opens', 'closes', 'announces', 'interview', 'site_visit', 'clarification', 'objection')),
    starts_before timestamptz NOT NULL,
    ends_before timestamptz,
    starts_after timestamptz NOT NULL,
    ends_after timestamptz,
    reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
    account_id uuid NOT NULL REFERENCES account,
    moved_at timestamptz NOT NULL,
    edition_version bigint NOT NULL CHECK (edition_version >= 2),
    UNIQUE (edition_id, edition_version),
    CHECK ((ends_before IS NULL) = (ends_after IS NULL))
);

CREATE INDEX edition_reschedule_account ON edition_reschedule (account_id);

-- What a category takes to be awarded, and what of its scores becomes public under which name.
ALTER TABLE category
    ADD COLUMN minimum_entries integer NOT NULL DEFAULT 0 CHECK (minimum_entries >= 0),
    ADD COLUMN minimum_volume integer NOT NULL DEFAULT 0 CHECK (minimum_volume >= 0),
    ADD COLUMN may_stay_unawarded boolean NOT NULL DEFAULT false,
    ADD COLUMN public_scores text NOT NULL DEFAULT 'none' CHECK (public_scores IN ('none', 'winners', 'nominees', 'all')),
    ADD COLUMN score_name text NOT NULL DEFAULT '' CHECK (char_length(score_name) <= 200),
    ADD COLUMN score_name_en text NOT NULL DEFAULT '' CHECK (char_length(score_name_en) <= 200),
    ADD CONSTRAINT category_score_name CHECK (public_scores = 'none' OR (score_name <> '' AND score_name_en <> ''));
