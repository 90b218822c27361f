use gateway::pages::channel::{Channel, ChannelQueue, Channels, Platform};
use gateway::pages::{ChannelState, Fault, Form, Role, Section};

use super::{Sample, at, department, paging, village};

const PARTICIPANT: &[Role] = &[Role::Participant];
const COMMITTEE: &[Role] = &[Role::Committee];

pub fn platforms() -> Vec<Platform> {
    [
        ("instagram", "Instagram", "Instagram", "@dinkeskabbekasi"),
        ("tiktok", "TikTok", "TikTok", "@dinkeskabbekasi"),
        ("situs", "Situs web", "Website", "dinkes.bekasikab.go.id"),
    ]
    .map(|(code, name, name_en, example)| Platform {
        code: code.into(),
        name: name.into(),
        name_en: name_en.into(),
        example: example.into(),
    })
    .into()
}

fn channel(id: u8, platform: &str, handle: &str, state: ChannelState) -> Channel {
    let reason = match state {
        ChannelState::Returned => "Akun ini milik orang lain.\nPeriksa lagi.".into(),
        ChannelState::Declared | ChannelState::Verified => String::new(),
    };
    Channel {
        id: format!("01920000-0000-7000-8000-0000000000{id:02}"),
        organisation: department(),
        platform: platform.into(),
        handle: handle.into(),
        address: format!("https://www.instagram.com/{handle}"),
        state,
        reason,
        declared_at: at("2024-10-15T10:00:00+07:00"),
        version: 2,
    }
}

fn declared() -> Vec<Channel> {
    vec![
        channel(1, "instagram", "dinkeskabbekasi", ChannelState::Verified),
        channel(2, "instagram", "dinkes.lama", ChannelState::Returned),
        channel(3, "situs", "", ChannelState::Declared),
    ]
}

/// What everybody sees.
pub fn verified() -> Vec<Channel> {
    vec![
        channel(1, "instagram", "dinkeskabbekasi", ChannelState::Verified),
        channel(4, "tiktok", "", ChannelState::Verified),
    ]
}

fn own() -> Channels {
    Channels {
        form: Form::fresh("0192"),
        organisations: vec![department(), village()],
        chosen: department().code,
        platforms: platforms(),
        channels: declared(),
        ..Channels::default()
    }
}

fn refused() -> Channels {
    Channels {
        form: Form {
            request_id: "0192".into(),
            faults: vec![
                Fault::new("platform", "PLATFORM_UNKNOWN"),
                Fault::new("handle", "HANDLE_INVALID"),
            ],
        },
        platform: "tiktok".into(),
        handle: "https://www.tiktok.com/@dinkes/video/7".into(),
        ..own()
    }
}

fn queue() -> ChannelQueue {
    ChannelQueue {
        form: Form::fresh("0192"),
        state: "declared".into(),
        platforms: platforms(),
        channels: declared(),
        paging: paging(1, 52, "MDE5Mg"),
        ..ChannelQueue::default()
    }
}

fn queue_refused() -> ChannelQueue {
    let returning = declared().swap_remove(0);
    ChannelQueue {
        form: Form {
            request_id: "0192".into(),
            faults: vec![Fault::new(
                format!("reason-{}", returning.id),
                "REASON_MISSING",
            )],
        },
        returning: returning.id,
        ..queue()
    }
}

pub fn samples() -> Vec<Sample> {
    let section = Section::Overview;
    vec![
        Sample::new("channels", section, PARTICIPANT, |c| own().render(c)),
        Sample::new("channels refused", section, PARTICIPANT, |c| {
            refused().render(c)
        }),
        Sample::new("channels of nobody", section, PARTICIPANT, |c| {
            Channels::default().render(c)
        }),
        Sample::new("channel queue", Section::Board, COMMITTEE, |c| {
            queue().render(c)
        }),
        Sample::new("channel queue refused", Section::Board, COMMITTEE, |c| {
            queue_refused().render(c)
        }),
        Sample::new("channel queue empty", Section::Board, COMMITTEE, |c| {
            ChannelQueue::default().render(c)
        }),
    ]
}
