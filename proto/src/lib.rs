//! The contracts of the platform: messages, clients and servers generated from `fest/**/*.proto`, the descriptor set, and the subject of
//! each event. What belongs here: what two programs must agree on. What does not: behaviour.

mod events;

pub use events::{ALL as EVENTS, Event, SUBJECT_PREFIX, Stream};

/// Every `.proto` file with its imports, options and comments kept, as an encoded `google.protobuf.FileDescriptorSet`.
pub const DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptor.bin"));

// The nesting is what generated code refers to (`super::super::registration::v1::...`), so each package keeps its `v1`.
macro_rules! packages {
    ($($(#[$doc:meta])* $name:ident = $file:literal),* $(,)?) => {
        $(
            $(#[$doc])*
            pub mod $name {
                /// Version 1.
                #[allow(missing_docs, unused_qualifications, clippy::all)]
                pub mod v1 {
                    include!(concat!(env!("OUT_DIR"), "/fest.", $file, ".v1.rs"));
                    include!(concat!(env!("OUT_DIR"), "/fest.", $file, ".v1.serde.rs"));
                }
            }
        )*
    };
}

packages! {
    /// `fest.access`: who may call an rpc.
    access = "access",
    /// `fest.type`: values that every package uses.
    r#type = "r#type",
    /// `fest.audit`: who did what, as each service tells of itself.
    audit = "audit",
    /// `fest.registration`: editions, categories, organisations, accounts, participation, judges.
    registration = "registration",
    /// `fest.submission`: entries and measured counts.
    submission = "submission",
    /// `fest.scoring`: rubrics, sheets, ranking, seal.
    scoring = "scoring",
    /// `fest.announcement`: results once they are public.
    announcement = "announcement",
}
