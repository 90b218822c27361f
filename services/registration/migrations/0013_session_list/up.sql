-- A session by an id that opens nothing, for the list that its owner sees.
ALTER TABLE session
    ADD COLUMN id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    ADD COLUMN device text NOT NULL DEFAULT '' CHECK (char_length(device) <= 80),
    -- Of the sessions that are there no more is known than when they began.
    ADD COLUMN seen_at timestamptz;

UPDATE session SET seen_at = created_at;

-- From here on the program gives each of the three.
ALTER TABLE session
    ALTER COLUMN id DROP DEFAULT,
    ALTER COLUMN device DROP DEFAULT,
    ALTER COLUMN seen_at SET NOT NULL;
