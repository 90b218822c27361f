//! Codes that people read from paper or from a mail and type: in fours, without marks that are taken for one another.

use sha2::{Digest, Sha256};

/// Digits and capitals without those that are taken for another one: 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V.
const LETTERS: &[u8; 27] = b"23456789ACDEFGHJKMNPQRTVWXY";
const GROUP: usize = 4;

/// A code of so many letters.
#[derive(Clone, PartialEq, Eq)]
pub struct Code<const LENGTH: usize>([u8; LENGTH]);

impl<const LENGTH: usize> Code<LENGTH> {
    /// The code that these random bytes make. Their number is so much larger than that of codes that none is likelier than another.
    #[must_use]
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let count = LETTERS.len() as u128;
        let mut rest = u128::from_be_bytes(bytes);
        Self(std::array::from_fn(|_| {
            #[allow(clippy::cast_possible_truncation)]
            let letter = (rest % count) as usize;
            rest /= count;
            LETTERS[letter]
        }))
    }

    /// A code as somebody types it: capitals, spaces and hyphens do not count, and a mark that no code has is taken for the one it looks like.
    /// `None` when it cannot be one.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let mut letters = [0; LENGTH];
        let mut count = 0;
        for char in typed.chars() {
            if char.is_whitespace() || matches!(char, '-' | '–' | '—') {
                continue;
            }
            *letters.get_mut(count)? = meant(char)?;
            count += 1;
        }
        (count == LENGTH).then_some(Self(letters))
    }

    /// "ACDE-2345".
    #[must_use]
    pub fn text(&self) -> String {
        let group = |letters: &[u8]| letters.iter().copied().map(char::from).collect::<String>();
        let groups: Vec<String> = self.0.chunks(GROUP).map(group).collect();
        groups.join("-")
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

fn meant(char: char) -> Option<u8> {
    let char = char.to_ascii_uppercase();
    let alike = match char {
        'B' => '8',
        'S' => '5',
        'Z' => '2',
        'U' => 'V',
        other => other,
    };
    let byte = u8::try_from(alike).ok()?;
    LETTERS.contains(&byte).then_some(byte)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(typed: &str) -> Option<String> {
        Code::<8>::parse(typed).map(|code| code.text())
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["ACDE-2345", "acde2345", " a c d e – 2 3 4 5 ", "ACDE-Z34S"] {
            assert_eq!(text(typed).as_deref(), Some("ACDE-2345"), "{typed}");
        }
        for wrong in [
            "",
            "ACDE-234",
            "ACDE-23456",
            "ACDE-234O",
            "ACDE-2341",
            "ACDE-234é",
            "ACDE_2345",
        ] {
            assert_eq!(text(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_code_comes_back_from_its_text_and_holds_no_look_alikes(bytes in any::<[u8; 16]>()) {
            let code = Code::<16>::from_random(bytes);
            let text = code.text();
            prop_assert_eq!(text.len(), 19);
            prop_assert!(!text.contains(['0', 'O', '1', 'I', 'L', 'B', 'S', 'Z', 'U']));
            let read = Code::<16>::parse(&text).expect("a code");
            prop_assert_eq!(read.hash(), code.hash());
        }
    }
}
