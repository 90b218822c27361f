//! registration.
