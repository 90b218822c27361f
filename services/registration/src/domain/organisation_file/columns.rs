//! Which column of a file says what.

use chassis::error::Violation;

/// What a column can say of an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Its code.
    Code,
    /// Its name.
    Name,
    /// Its kind.
    Kind,
    /// The code of the body above.
    ParentCode,
    /// The kecamatan it lies in.
    District,
    /// Where the row was found.
    Source,
}

impl Column {
    /// In the order of our own files.
    pub const ALL: [Self; 6] = [
        Self::Code,
        Self::Name,
        Self::Kind,
        Self::ParentCode,
        Self::District,
        Self::Source,
    ];

    /// Its name in our own files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::Kind => "kind",
            Self::ParentCode => "parent_code",
            Self::District => "district",
            Self::Source => "source",
        }
    }

    /// What others call it, folded.
    const fn other_words(self) -> &'static [&'static str] {
        match self {
            Self::Code => &[
                "kode",
                "kodeorganisasi",
                "organisationcode",
                "kodewilayah",
                "kodeunit",
            ],
            Self::Name => &[
                "nama",
                "namaorganisasi",
                "organisationname",
                "namaunit",
                "unitkerja",
            ],
            Self::Kind => &[
                "jenis",
                "tipe",
                "type",
                "level",
                "tingkat",
                "jenisorganisasi",
            ],
            Self::ParentCode => &["parent", "induk", "kodeinduk", "kodeatasan", "kodeparent"],
            Self::District => &["kecamatan", "distrik", "namakecamatan"],
            Self::Source => &["sumber", "asal", "sumberdata"],
        }
    }

    /// Whether there is no organisation without it.
    #[must_use]
    pub const fn is_needed(self) -> bool {
        matches!(self, Self::Code | Self::Name | Self::Kind)
    }

    fn is_called(self, header: &str) -> bool {
        let folded = folded(header);
        folded == self::folded(self.word()) || self.other_words().contains(&folded.as_str())
    }

    fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.word() == word)
    }
}

/// Small letters and digits alone.
pub(super) fn folded(text: &str) -> String {
    let letters = text.chars().filter(|char| char.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Where each column stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns([Option<usize>; Column::ALL.len()]);

impl Columns {
    /// What the header itself says.
    #[must_use]
    pub fn guess(header: &[String]) -> Self {
        let place = |column: Column| header.iter().position(|text| column.is_called(text));
        Self(Column::ALL.map(place))
    }

    /// What somebody chose: a column of ours, and the header of the file's that says it. A column that is not chosen is not read.
    ///
    /// # Errors
    /// `COLUMN_UNKNOWN`, `COLUMN_REPEATED` or `HEADER_UNKNOWN`.
    pub fn choose(header: &[String], chosen: &[(String, String)]) -> Result<Self, Violation> {
        let mut columns = Self::default();
        for (word, text) in chosen {
            let Some(column) = Column::named(word) else {
                return Err(fault("COLUMN_UNKNOWN", "not a column of an organisation"));
            };
            let Some(place) = header.iter().position(|one| one == text.trim()) else {
                return Err(fault(
                    "HEADER_UNKNOWN",
                    "the file has no column of this name",
                ));
            };
            if columns.0[column as usize].replace(place).is_some() {
                return Err(fault("COLUMN_REPEATED", "a column was chosen twice"));
            }
        }
        Ok(columns)
    }

    /// Where this column stands.
    #[must_use]
    pub const fn place(&self, column: Column) -> Option<usize> {
        self.0[column as usize]
    }

    /// Whether the file says this at all.
    #[must_use]
    pub const fn has(&self, column: Column) -> bool {
        self.place(column).is_some()
    }

    /// The columns without which no row can be read.
    pub fn missing(&self) -> impl Iterator<Item = Column> {
        let needed = Column::ALL.into_iter().filter(|column| column.is_needed());
        needed.filter(|column| !self.has(*column))
    }
}

fn fault(reason: &'static str, description: &str) -> Violation {
    Violation::new("columns", reason, description)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn choose(chosen: &[(&str, &str)]) -> Result<Columns, &'static str> {
        let chosen: Vec<_> = chosen
            .iter()
            .map(|(word, text)| ((*word).to_owned(), (*text).to_owned()))
            .collect();
        let header = header(&["Nomor", "Unit Kerja", "Kelas"]);
        Columns::choose(&header, &chosen).map_err(|fault| fault.reason)
    }

    #[test]
    fn headers_are_known_in_two_languages_whatever_their_capitals_and_spaces() {
        for texts in [
            ["code", "name", "kind", "parent_code", "district", "source"],
            [
                "KODE",
                " Nama ",
                "Jenis",
                "Kode Induk",
                "Kecamatan",
                "Sumber",
            ],
        ] {
            let columns = Columns::guess(&header(&texts));
            assert_eq!(columns, Columns([0, 1, 2, 3, 4, 5].map(Some)), "{texts:?}");
        }
        let columns = Columns::guess(&header(&["No", "Nama"]));
        let missing: Vec<_> = columns.missing().collect();
        assert_eq!(missing, [Column::Code, Column::Kind]);
    }

    #[test]
    fn a_choice_counts_instead_of_the_guess() {
        let columns = choose(&[("code", "Nomor"), ("kind", "Kelas")]).expect("columns");
        assert_eq!(columns.place(Column::Code), Some(0));
        assert_eq!(columns.missing().collect::<Vec<_>>(), [Column::Name]);
        assert_eq!(choose(&[("colour", "Nomor")]), Err("COLUMN_UNKNOWN"));
        assert_eq!(choose(&[("code", "Kode")]), Err("HEADER_UNKNOWN"));
        let twice = choose(&[("code", "Nomor"), ("code", "Kelas")]);
        assert_eq!(twice, Err("COLUMN_REPEATED"));
    }
}
