//! Channels and their platforms.

use fest_proto::registration::v1::{self as contract, ChannelState};

use super::organisation;
use crate::domain::{
    channel::{Channel, State},
    platform::Platform,
};

/// A platform, as forms name it.
pub fn platform(platform: &Platform) -> contract::Platform {
    contract::Platform {
        code: platform.code.clone(),
        name: platform.name.clone(),
        name_en: platform.name_en.clone(),
        example: platform.example.clone(),
    }
}

/// With the reason: for the committee and the organisation's admins.
pub fn channel(channel: &Channel) -> contract::Channel {
    contract::Channel {
        reason: channel.reason.clone(),
        ..public_channel(channel)
    }
}

/// Without the reason, which is free text: for everybody and for events.
pub fn public_channel(channel: &Channel) -> contract::Channel {
    let state = match channel.state {
        State::Declared => ChannelState::Declared,
        State::Verified => ChannelState::Verified,
        State::Returned => ChannelState::Returned,
        State::Removed => ChannelState::Removed,
    };
    let handle = channel.handle.as_ref();
    let address = handle.map(|handle| channel.platform.address_of(handle));
    contract::Channel {
        id: channel.id.to_string(),
        organisation: Some(organisation(&channel.organisation)),
        platform: channel.platform.code.clone(),
        is_none: handle.is_none(),
        handle: handle.map(|handle| handle.text.clone()).unwrap_or_default(),
        address: address.unwrap_or_default(),
        state: state.into(),
        reason: String::new(),
        declared_at: Some(channel.declared_at.into()),
        version: channel.version,
    }
}
