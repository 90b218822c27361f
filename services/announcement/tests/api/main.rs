//! Announcement through its real gRPC interface, on a PostgreSQL and a NATS of each test's own, beside a scoring that the tests play.

mod house;
mod neighbour;
mod result;
mod seal;
mod world;
