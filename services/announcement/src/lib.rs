//! announcement.
