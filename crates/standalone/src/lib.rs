//! fest.
