-- Which tables hold no facts of ours that somebody changed: the audit notes the others.
COMMENT ON TABLE snapshot_row IS 'unaudited: a copy of what submission froze';
