//! `/peserta-saya/kanal`, where an organisation's admin says where it speaks, and `/panitia/kanal`, where the committee looks at what was said.

use chrono::{DateTime, Utc};

use super::{ChannelState, Form, Organisation, Paging, Part, page, paging::up_to_page};
use crate::texts::{Language, Phrase};

/// Where organisations may have channels.
#[derive(Debug, Clone, Default)]
pub struct Platform {
    /// "instagram".
    pub code: String,
    /// In Bahasa Indonesia.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// A handle as somebody would type it.
    pub example: String,
}

/// A handle of an organisation, or its statement that it has none there.
#[derive(Debug, Clone)]
pub struct Channel {
    /// For commands.
    pub id: String,
    /// Whose.
    pub organisation: Organisation,
    /// Code of the platform.
    pub platform: String,
    /// In the platform's own form; empty for none.
    pub handle: String,
    /// Where it is found.
    pub address: String,
    /// How far it is.
    pub state: ChannelState,
    /// Why it was returned.
    pub reason: String,
    /// When it was declared.
    pub declared_at: DateTime<Utc>,
    /// What a command is based on.
    pub version: i64,
}

impl Channel {
    fn is_returned(&self) -> bool {
        self.state == ChannelState::Returned
    }

    fn is_declared(&self) -> bool {
        self.state == ChannelState::Declared
    }

    /// The name of the field for why it goes back: each row of the queue has one.
    fn reason_field(&self) -> String {
        format!("reason-{}", self.id)
    }

    pub(super) fn is_none(&self) -> bool {
        self.handle.is_empty()
    }
}

/// What a platform is called; an unknown one by its code.
pub(super) fn name_of<'a>(platforms: &'a [Platform], code: &'a str, language: Language) -> &'a str {
    let known = platforms.iter().find(|platform| platform.code == code);
    known.map_or(code, |known| language.choose(&known.name, &known.name_en))
}

/// `GET /peserta-saya/kanal?organisasi=CODE`. Posts `organisation_code`, `platform` and `handle` to itself, the first two to `/tidak-punya` below it,
/// and `organisation_code`, `channel_id` and `expected_version` to `/hapus`.
#[derive(Debug, Clone, Default)]
pub struct Channels {
    /// What was refused.
    pub form: Form,
    /// What the person speaks for.
    pub organisations: Vec<Organisation>,
    /// Code of the one shown; empty when there is none.
    pub chosen: String,
    /// Every platform, in the order of forms.
    pub platforms: Vec<Platform>,
    /// What the chosen one declared.
    pub channels: Vec<Channel>,
    /// As chosen.
    pub platform: String,
    /// As typed.
    pub handle: String,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(Channels, "channels.html");

/// What stands of one platform, or that nothing was said of it.
struct Line<'a> {
    platform: &'a Platform,
    channel: Option<&'a Channel>,
}

impl Channels {
    fn organisation(&self) -> Option<&Organisation> {
        let mut all = self.organisations.iter();
        all.find(|organisation| organisation.code == self.chosen)
    }

    fn others(&self) -> impl Iterator<Item = &Organisation> {
        let all = self.organisations.iter();
        all.filter(|organisation| organisation.code != self.chosen)
    }

    fn lines(&self) -> Vec<Line<'_>> {
        let mut lines = Vec::new();
        for platform in &self.platforms {
            let channels = self.channels.iter();
            let known: Vec<Line<'_>> = channels
                .filter(|channel| channel.platform == platform.code)
                .map(|channel| Line {
                    platform,
                    channel: Some(channel),
                })
                .collect();
            if known.is_empty() {
                lines.push(Line {
                    platform,
                    channel: None,
                });
            }
            lines.extend(known);
        }
        lines
    }

    /// How many platforms nothing was said of.
    fn silent(&self) -> u64 {
        let lines = self.lines();
        lines.iter().filter(|line| line.channel.is_none()).count() as u64
    }

    fn error(&self, field: &str, language: &Language) -> Option<Phrase> {
        self.form.error(field, *language)
    }
}

/// `GET /panitia/kanal?keadaan=&halaman=`. Posts `channel_id` and `expected_version` to `/panitia/kanal/verifikasi`, and with a `reason-ID` to
/// `/panitia/kanal/kembalikan`.
#[derive(Debug, Clone, Default)]
pub struct ChannelQueue {
    /// What was refused.
    pub form: Form,
    /// "declared", "verified" or "returned".
    pub state: String,
    /// Every platform.
    pub platforms: Vec<Platform>,
    /// One page of them, oldest first.
    pub channels: Vec<Channel>,
    /// Which page of how many in this state.
    pub paging: Paging,
    /// The one that was about to be returned.
    pub returning: String,
    /// Why, as typed.
    pub reason: String,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(ChannelQueue, "channel_queue.html");

struct Tab {
    href: &'static str,
    label: Phrase,
    current: bool,
}

impl ChannelQueue {
    fn tabs(&self, language: &Language) -> [Tab; 3] {
        let tab = |state: &str, href, key: &'static str| Tab {
            href,
            label: language.say(key),
            current: self.state == state,
        };
        [
            tab("declared", "/panitia/kanal", "channel-declared"),
            tab(
                "verified",
                "/panitia/kanal?keadaan=verified",
                "channel-verified",
            ),
            tab(
                "returned",
                "/panitia/kanal?keadaan=returned",
                "channel-returned",
            ),
        ]
    }

    fn platform_name<'a>(&'a self, channel: &'a Channel, language: &Language) -> &'a str {
        name_of(&self.platforms, &channel.platform, *language)
    }

    fn is_open(&self, channel: &Channel) -> bool {
        self.returning == channel.id
    }

    fn typed(&self, channel: &Channel) -> &str {
        if self.is_open(channel) {
            &self.reason
        } else {
            ""
        }
    }

    /// As far as the page.
    fn address(&self) -> String {
        let filters = [("keadaan", self.state.as_str())];
        up_to_page("/panitia/kanal", &filters, "halaman")
    }
}
