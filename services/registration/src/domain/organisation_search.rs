//! What is looked for in the registry, and which word is meant by one that no name has.

use unicode_normalization::UnicodeNormalization;

/// More words than any name has.
const MAX_WORDS: usize = 16;
/// Shorter words are looked for at the beginning of something only: they stand in the middle of almost everything.
const SHORTEST_ANYWHERE: usize = 3;
/// Shorter words are taken as they are: each would be near to many.
const SHORTEST_CORRECTED: usize = 4;
/// From this length on a word may be two letters off, before that one.
const LONG: usize = 8;
/// From this length on a word is in few names. "Desa" and "dinas" are in a third of them.
const TELLING: usize = 6;

/// A text as its words of plain lower-case letters and digits. The schema folds what it keeps in the same way (`folded_words`).
#[must_use]
pub fn folded_words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for char in text.nfkd() {
        match char {
            // An apostrophe is no gap, and an accent stands behind its letter.
            '\'' | '\u{2019}' | '\u{300}'..='\u{36f}' => {}
            letter if letter.is_ascii_alphanumeric() => words.push(letter.to_ascii_lowercase()),
            _ if words.is_empty() || words.ends_with(' ') => {}
            _ => words.push(' '),
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// The same without the spaces.
#[must_use]
pub fn squeezed(text: &str) -> String {
    folded_words(text).replace(' ', "")
}

/// What a body is found by besides its own name and code, in the form that the schema compares with.
#[must_use]
pub fn other_names<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut terms: Vec<String> = Vec::new();
    for name in names {
        for term in [squeezed(name), folded_words(name)] {
            if !term.is_empty() && !terms.contains(&term) {
                terms.push(term);
            }
        }
    }
    terms.join(" ")
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Everything.
    All,
    /// Something that no name can hold.
    Nothing,
    /// Bodies that have each of these words.
    Words(Vec<Word>),
}

/// One word of a query: the spellings of which one has to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    spellings: Vec<String>,
}

/// A word that was asked for, and one of a name that resembles it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resemblance {
    /// As it was asked for.
    pub asked: String,
    /// As a name has it.
    pub known: String,
}

impl Query {
    /// Takes a text apart at its spaces, so that a code with its dots stays one word.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self::All;
        }
        let words: Vec<Word> = text
            .split_whitespace()
            .map(squeezed)
            .filter(|word| !word.is_empty())
            .take(MAX_WORDS)
            .map(|word| Word {
                spellings: vec![word],
            })
            .collect();
        if words.is_empty() {
            return Self::Nothing;
        }
        Self::Words(words)
    }

    /// The words that could be a slip of the pen.
    #[must_use]
    pub fn correctable(&self) -> Vec<&str> {
        let Self::Words(words) = self else {
            return Vec::new();
        };
        let asked = words.iter().map(Word::asked);
        asked
            .filter(|word| word.len() >= SHORTEST_CORRECTED)
            .collect()
    }

    /// The same query with the nearest words of names in the place of those that no name has. `None` when each word is some name's, or one is near to
    /// nothing.
    #[must_use]
    pub fn corrected(&self, resembling: &[Resemblance]) -> Option<Self> {
        let Self::Words(words) = self else {
            return None;
        };
        let corrected: Option<Vec<Word>> = words
            .iter()
            .map(|word| word.corrected(resembling))
            .collect();
        let corrected = corrected.filter(|corrected| corrected != words);
        corrected.map(Self::Words)
    }
}

impl Word {
    /// As it was asked for.
    fn asked(&self) -> &str {
        self.spellings.first().map_or("", String::as_str)
    }

    /// What a name has to be like, for LIKE: one of these.
    pub fn patterns(&self) -> impl Iterator<Item = String> {
        self.spellings.iter().map(|word| {
            // The column holds a space before everything.
            let gap = if word.len() < SHORTEST_ANYWHERE {
                " "
            } else {
                ""
            };
            format!("%{gap}{word}%")
        })
    }

    /// Whether it leads to few names, so that the others of its query need not be looked for by an index.
    #[must_use]
    pub fn is_telling(&self) -> bool {
        self.spellings.iter().all(|word| word.len() >= TELLING)
    }

    fn corrected(&self, resembling: &[Resemblance]) -> Option<Self> {
        let asked = self.asked();
        let known: Vec<&str> = resembling
            .iter()
            .filter(|one| one.asked == asked)
            .map(|one| one.known.as_str())
            .collect();
        if asked.len() < SHORTEST_CORRECTED || known.iter().any(|known| known.contains(asked)) {
            return Some(self.clone());
        }
        let slips = if asked.len() < LONG { 1 } else { 2 };
        let near = known.iter().map(|known| {
            let distance = strsim::osa_distance(asked, known);
            (distance, *known)
        });
        let near: Vec<_> = near.filter(|(distance, _)| *distance <= slips).collect();
        let least = near.iter().map(|(distance, _)| *distance).min()?;
        let nearest = near.iter().filter(|(distance, _)| *distance == least);
        Some(Self {
            spellings: nearest.map(|(_, known)| (*known).to_owned()).collect(),
        })
    }
}

/// The whole text that a query is ranked by: names that hold it as one word come first.
#[must_use]
pub fn whole(query: &Query) -> String {
    match query {
        Query::Words(words) => words.iter().map(Word::asked).collect(),
        Query::All | Query::Nothing => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resembling(pairs: &[(&str, &str)]) -> Vec<Resemblance> {
        let pairs = pairs.iter();
        pairs
            .map(|(asked, known)| Resemblance {
                asked: (*asked).to_owned(),
                known: (*known).to_owned(),
            })
            .collect()
    }

    fn patterns(query: &Query) -> Vec<Vec<String>> {
        let Query::Words(words) = query else {
            panic!("{query:?}")
        };
        words.iter().map(|word| word.patterns().collect()).collect()
    }

    #[test]
    fn a_text_loses_case_accents_and_whatever_is_no_letter_or_digit() {
        assert_eq!(
            folded_words("  Désa Ma’mur, (Baru)-2 "),
            "desa mamur baru 2"
        );
        assert_eq!(folded_words("ﬁ ½ Ⅳ ÅÇ"), "fi 1 2 iv ac");
        assert_eq!(folded_words("%_ ø"), "");
        assert_eq!(squeezed("32.16.01.1007"), "3216011007");
        assert_eq!(squeezed("Babelan  Kota"), "babelankota");
    }

    #[test]
    fn other_names_stand_with_and_without_their_spaces_once_each() {
        let names = ["Dinkes", "Dinas Sosial", "dinkes", "..."];
        assert_eq!(other_names(names), "dinkes dinassosial dinas sosial");
    }

    #[test]
    fn a_query_is_all_nothing_or_words() {
        assert_eq!(Query::parse(" \t"), Query::All);
        assert_eq!(Query::parse("% __"), Query::Nothing);
        let found = Query::parse("Désa 32.16 I");
        assert_eq!(
            patterns(&found),
            [["%desa%"], ["%3216%"], ["% i%"]],
            "a short word begins something"
        );
        assert_eq!(whole(&found), "desa3216i");
    }

    #[test]
    fn a_slip_is_taken_for_the_nearest_words_and_a_right_word_is_left_alone() {
        let query = Query::parse("puskesmas bablan I");
        assert_eq!(query.correctable(), ["puskesmas", "bablan"]);
        let resembling = resembling(&[
            ("puskesmas", "puskesmas"),
            ("bablan", "babelan"),
            ("bablan", "badan"),
            ("bablan", "baban"),
        ]);
        let corrected = query.corrected(&resembling).expect("corrected");
        let expected = [
            vec!["%puskesmas%"],
            vec!["%babelan%", "%baban%"],
            vec!["% i%"],
        ];
        assert_eq!(patterns(&corrected), expected);
    }

    #[test]
    fn letters_that_changed_places_are_one_slip() {
        let corrected =
            Query::parse("ciakrang").corrected(&resembling(&[("ciakrang", "cikarang")]));
        assert_eq!(patterns(&corrected.expect("corrected")), [["%cikarang%"]]);
    }

    #[test]
    fn nothing_is_corrected_where_nothing_is_near_or_nothing_is_wrong() {
        let far = resembling(&[("dinkes", "dinas")]);
        assert_eq!(Query::parse("dinkes").corrected(&far), None);
        let right = resembling(&[("sukawangi", "sukawangi")]);
        assert_eq!(Query::parse("sukawangi").corrected(&right), None);
        assert_eq!(Query::parse("xyzzy").corrected(&[]), None);
        assert_eq!(Query::All.corrected(&[]), None);
    }
}
