-- Of a body that was merged: the code of the one that took its place, where its reports are counted from now on.
ALTER TABLE organisation_copy ADD COLUMN successor_code text CHECK (successor_code <> code);
