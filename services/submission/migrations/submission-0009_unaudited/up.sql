-- Which tables hold no facts of ours that somebody changed: the audit notes the others.
COMMENT ON TABLE entry_revision IS 'unaudited: every version of an entry, which is noted where it stands';
