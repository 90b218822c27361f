//! The private PostgreSQL and NATS.
