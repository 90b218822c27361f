-- A category that was removed while its edition was a draft. The row stays: criteria may hang on it, and what was told of it earlier may come later.
ALTER TABLE category_copy ADD COLUMN removed boolean NOT NULL DEFAULT false;
