//! Submission through its real gRPC interface, on a PostgreSQL and a NATS of each test's own, beside a registration that the tests play.

mod category_change;
mod copies;
mod deadline;
mod entry;
mod house;
mod intake;
mod lapor;
mod neighbour;
mod participation;
mod reading;
mod snapshot;
mod world;
