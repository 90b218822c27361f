//! Which page of a list is shown, and the pages beside it. Lists are followed by tokens that only lead on, so an address remembers the ones that led to
//! it.

use super::url_encoded;
use crate::texts::{Language, Phrase};

/// As many tokens as an address remembers: from further on, the way back leads over the first page.
const REMEMBERED: usize = 16;

/// A page of a list as an address names it: `2.TOKEN.TOKEN` is the third page, and these tokens led to the second and to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// How many pages lie before it.
    before: u64,
    /// The last tokens, its own at the end.
    tokens: Vec<String>,
}

impl Place {
    /// What an address says. A page that is none is refused by the list, which knows its tokens.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        let (before, tokens) = text.split_once('.').unwrap_or(("", text));
        Self {
            before: before.parse().unwrap_or(1),
            tokens: tokens.split('.').map(ToOwned::to_owned).collect(),
        }
    }

    /// What the list is asked with.
    #[must_use]
    pub fn token(&self) -> String {
        self.tokens.last().cloned().unwrap_or_default()
    }

    /// As an address names it; empty for the first page.
    #[must_use]
    pub fn text(&self) -> String {
        match self.before {
            0 => String::new(),
            before => format!("{before}.{}", self.tokens.join(".")),
        }
    }

    fn next(&self, token: &str) -> Self {
        let forgotten = (self.tokens.len() + 1).saturating_sub(REMEMBERED);
        let kept = self.tokens.iter().skip(forgotten).cloned();
        Self {
            before: self.before.saturating_add(1),
            tokens: kept.chain([token.to_owned()]).collect(),
        }
    }

    fn previous(&self) -> Option<Self> {
        let (_, earlier) = self.tokens.split_last()?;
        match (self.before, earlier) {
            (0 | 1, _) => Some(Self::default()),
            (_, []) => None,
            (before, earlier) => Some(Self {
                before: before - 1,
                tokens: earlier.to_vec(),
            }),
        }
    }
}

/// What stands below a list.
#[derive(Debug, Clone, Default)]
pub struct Paging {
    /// The page shown.
    pub place: Place,
    /// How many rows a full page has.
    pub size: u64,
    /// How many rows this one has.
    pub shown: u64,
    /// How many there are in all.
    pub total: u64,
    /// What leads on, empty on the last page.
    pub next_token: String,
}

impl Paging {
    fn is_first(&self) -> bool {
        self.place == Place::default()
    }

    /// Rows there are, just none on this page: the list got shorter since.
    pub(super) fn is_behind_the_end(&self) -> bool {
        self.shown == 0 && self.total > 0 && !self.is_first()
    }

    /// "51–100 of 368".
    pub(super) fn line(&self, language: &Language) -> Phrase {
        let before = self.place.before.saturating_mul(self.size);
        let range = language.say("shown-range").count("total", self.total);
        range
            .count("first", before.saturating_add(1))
            .count("last", before.saturating_add(self.shown))
    }

    /// Where the page before is; `address` ends where the page is named.
    pub(super) fn previous(&self, address: &str) -> Option<String> {
        let place = self.place.previous()?;
        Some(format!("{address}{}", url_encoded(&place.text())))
    }

    pub(super) fn next(&self, address: &str) -> Option<String> {
        if self.next_token.is_empty() {
            return None;
        }
        let place = self.place.next(&self.next_token);
        Some(format!("{address}{}", url_encoded(&place.text())))
    }

    /// The way back where the page before is not remembered.
    pub(super) fn first(&self, address: &str) -> Option<String> {
        let lost = !self.is_first() && self.place.previous().is_none();
        lost.then(|| address.to_owned())
    }
}

/// An address with what of its query is not empty.
pub(super) fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<_> = pairs
        .map(|(name, value)| format!("{name}={}", url_encoded(value)))
        .collect();
    match query.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", query.join("&")),
    }
}

/// The same as far as the page of the list, whose parameter comes last: what [`Paging::next`] and the others take.
pub(super) fn up_to_page(path: &str, pairs: &[(&str, &str)], name: &str) -> String {
    let address = address(path, pairs);
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}{name}=")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walked(pages: u64) -> Place {
        (0..pages).fold(Place::default(), |place, page| {
            place.next(&format!("token{page}"))
        })
    }

    #[test]
    fn a_place_is_the_same_after_it_stood_in_an_address() {
        for pages in [0, 1, 2, 15, 16, 17, 40] {
            let place = walked(pages);
            assert_eq!(Place::parse(&place.text()), place, "{pages}");
        }
    }

    #[test]
    fn the_way_back_is_the_way_that_was_come() {
        let third = walked(2);
        let second = third.previous().expect("a second page");
        assert_eq!(second, walked(1));
        assert_eq!(second.previous(), Some(Place::default()));
        assert_eq!(Place::default().previous(), None);
    }

    #[test]
    fn an_address_stays_short_however_far_a_list_is_followed() {
        let far = walked(2000);
        assert!(far.text().len() < 200, "{}", far.text());
        assert_eq!(far.token(), "token1999");
        let back = (0..REMEMBERED - 1).fold(far, |place, _| place.previous().expect("remembered"));
        assert_eq!(back.previous(), None);
        assert_eq!(back.before, 1985);
    }

    #[test]
    fn the_second_page_says_which_rows_it_shows() {
        let paging = Paging {
            place: walked(1),
            size: 50,
            shown: 50,
            total: 368,
            next_token: "on".to_owned(),
        };
        assert_eq!(paging.line(&Language::Id).plain(), "51–100 dari 368");
        assert_eq!(
            paging.previous("/peserta?halaman=").as_deref(),
            Some("/peserta?halaman=")
        );
        assert_eq!(
            paging.next("/peserta?halaman=").as_deref(),
            Some("/peserta?halaman=2.token0.on")
        );
    }

    #[test]
    fn what_is_no_page_is_left_to_the_list_to_refuse() {
        assert_eq!(Place::parse("nonsense").token(), "nonsense");
        assert_eq!(Place::parse("x.nonsense").token(), "nonsense");
        assert_eq!(Place::parse("").token(), "");
    }
}
