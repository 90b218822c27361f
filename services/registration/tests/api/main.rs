//! Registration through its real gRPC interface, on a PostgreSQL and a NATS of each test's own.

mod account;
mod category;
mod category_change;
mod channel;
mod edition;
mod edition_plan;
mod edition_reschedule;
mod edition_year;
mod house;
mod import_batch;
mod invitation;
mod judge;
mod organisation;
mod participation;
mod participation_endorsement;
mod participation_hand_over;
mod participation_life;
mod participation_list;
mod progress;
mod session;
mod start_account;
mod text;
mod world;
