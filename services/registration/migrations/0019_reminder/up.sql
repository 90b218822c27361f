-- What a mail is about, where that is not its recipient's account.
ALTER TABLE mail
    DROP CONSTRAINT mail_purpose_check,
    ADD CONSTRAINT mail_purpose_check CHECK (purpose IN
        ('verification', 'password_reset', 'password_changed', 'password_was_reset', 'reset_issued', 'reminder')),
    ADD COLUMN edition_id text REFERENCES edition,
    ADD COLUMN organisation_id uuid REFERENCES organisation,
    ADD CONSTRAINT mail_about CHECK ((edition_id IS NOT NULL) = (purpose = 'reminder') AND (organisation_id IS NOT NULL) = (purpose = 'reminder'));

CREATE INDEX mail_edition ON mail (edition_id);
CREATE INDEX mail_organisation ON mail (organisation_id, edition_id, queued_at);
