//! What a process needs to start, be seen and stop: configuration, telemetry, health, server layers, access control, connections, shutdown,
//! clock, error kinds. What belongs here: what every program needs in the same way. What does not: anything that knows a noun of the event.

pub mod access;
pub mod admin;
mod body;
pub mod caller;
pub mod cipher;
pub mod client;
pub mod clock;
pub mod config;
pub mod deadline;
pub mod error;
pub mod guard;
pub mod health;
pub mod page;
pub mod pool;
pub mod process;
mod quota;
pub mod secret;
pub mod server;
pub mod surroundings;
pub mod telemetry;
pub mod text;
pub mod token;
pub mod trace;

/// Every program's. The system's allocator keeps what each thread once freed, and a password is hashed in 19 MiB on whichever thread is free:
/// it held 160 MB for nothing after twenty of them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
