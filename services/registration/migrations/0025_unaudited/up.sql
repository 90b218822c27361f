-- Which tables hold no facts of ours that somebody changed: the audit notes the others.
COMMENT ON TABLE session IS 'unaudited: it is touched by every access token';
COMMENT ON TABLE known_device IS 'unaudited: it comes and goes with sessions';
COMMENT ON TABLE guess IS 'unaudited: counts of wrong passwords';
COMMENT ON TABLE import_batch_row IS 'unaudited: what lies around on its way in';
COMMENT ON TABLE organisation_word IS 'unaudited: words of names, which are noted where they stand';
COMMENT ON TABLE mail IS 'unaudited: what lies around on its way out, with addresses that an erasure takes away';
COMMENT ON TABLE account_code IS 'unaudited: codes of mails by their hashes';
