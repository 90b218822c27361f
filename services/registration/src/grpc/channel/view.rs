//! Who sees what of channels.

use std::collections::HashSet;

use chassis::caller::Caller;
use diesel_async::AsyncPgConnection;
use fest_proto::{access::v1::Role, registration::v1 as contract};
use uuid::Uuid;

use crate::{
    contract as encode,
    domain::channel::Channel,
    error::Error,
    store::{self, channel::Shown},
};

/// What a caller sees of channels.
pub(super) enum View {
    /// Verified ones, nobody's reasons.
    Public,
    /// All, nobody's reasons.
    Service,
    /// All that these bodies have, and verified ones.
    Admin(HashSet<Uuid>),
    /// All.
    Committee,
}

impl View {
    pub(super) async fn of(conn: &mut AsyncPgConnection, caller: &Caller) -> Result<Self, Error> {
        match caller {
            Caller::Anonymous | Caller::Client(_) => Ok(Self::Public),
            Caller::Service(_) => Ok(Self::Service),
            Caller::Person(person) if person.has(Role::Committee) => Ok(Self::Committee),
            Caller::Person(person) => {
                let own = store::channel::spoken_for(conn, person.account_id).await?;
                Ok(Self::Admin(own.into_iter().collect()))
            }
        }
    }

    pub(super) fn shown(&self) -> Shown {
        match self {
            Self::Public => Shown::Verified(Vec::new()),
            Self::Admin(own) => Shown::Verified(own.iter().copied().collect()),
            Self::Service | Self::Committee => Shown::All,
        }
    }

    pub(super) fn encode(&self, channel: &Channel) -> contract::Channel {
        let whole = match self {
            Self::Public | Self::Service => false,
            Self::Committee => true,
            Self::Admin(own) => own.contains(&channel.organisation.id),
        };
        if whole {
            encode::channel(channel)
        } else {
            encode::public_channel(channel)
        }
    }
}
