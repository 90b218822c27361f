//! Eventing.
