//! Scoring through its real gRPC interface, on a PostgreSQL and a NATS of each test's own, beside owners that the tests play.

mod assignment;
mod copies;
mod edition_change;
mod embargo;
mod facts;
mod house;
mod neighbour;
mod ranking;
mod release;
mod rubric;
mod seal;
mod second_thought;
mod sheet;
mod snapshot;
mod stage;
mod turns;
mod world;
