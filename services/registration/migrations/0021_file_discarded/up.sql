-- A file that must not stay: whoever discards it says so in their transaction, and its bytes go afterwards, the row last. Until then nobody sees it.
ALTER TABLE file ADD COLUMN discarded_at timestamptz;

CREATE INDEX file_discarded ON file (id) WHERE discarded_at IS NOT NULL;
