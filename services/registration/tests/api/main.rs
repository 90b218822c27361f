//! Registration through its real gRPC interface, on a PostgreSQL and a NATS of each test's own.

mod house;
