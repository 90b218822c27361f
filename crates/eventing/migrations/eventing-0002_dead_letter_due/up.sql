-- When the consumer may take a letter that was put back; null while nobody put it back, and once it is at its end.
ALTER TABLE dead_letter ADD COLUMN due_at timestamptz;

CREATE INDEX dead_letter_due ON dead_letter (consumer, id) WHERE due_at IS NOT NULL;
