//! Outbox, relay, consumer loop, dead letters and idempotency keys on a real PostgreSQL and a real nats-server, with the lines to them cut.

mod audit;
mod audit_list;
mod consumer;
mod dead_letter;
mod faults;
mod handler;
mod idempotency;
mod relay;
mod stage;
mod trace;
