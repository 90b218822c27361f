//! `Exact`: a rational number and its one way of being written.
//!
//! The canonical text is the shortest decimal if the number ends ("4.076"), else the reduced fraction ("34/11"), so equal
//! numbers have equal text and a hash over the text is a hash over the number. There is no exponent and no plus sign: a
//! short text can never ask for a huge number.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};
use std::str::FromStr;

use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The longest text that is accepted from outside, and the longest canonical text of what is accepted.
pub const MAX_INPUT: usize = 64;

/// The longest text that is read back from our own documents: a total over many criteria may grow well beyond its inputs.
pub const MAX_STORED: usize = 16_384;

/// A rational number, exact.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(BigRational);

/// Why a text is not a number for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExactError {
    /// Nothing was written.
    #[error("a number is missing")]
    Empty,
    /// More characters than any honest number needs.
    #[error("a number may have at most {limit} characters")]
    TooLong {
        /// The most that is accepted.
        limit: usize,
    },
    /// Neither "-4.076" nor "34/11" in form.
    #[error("a number is written like 4, -4.076 or 34/11")]
    Malformed,
    /// A fraction over nothing.
    #[error("a fraction's lower part is not zero")]
    ZeroDenominator,
    /// A fraction where only a decimal will do.
    #[error("a decimal is wanted, not a fraction")]
    NotDecimal,
    /// Finer than the scale allows.
    #[error("at most {limit} decimals are allowed")]
    TooManyDecimals {
        /// The most that are accepted.
        limit: usize,
    },
}

impl Exact {
    /// Nothing.
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// The unit.
    pub fn one() -> Self {
        Self(BigRational::one())
    }

    /// Whether the number is above zero.
    pub fn is_positive(&self) -> bool {
        self.0.is_positive()
    }

    /// A decimal with at most `max_decimals` digits behind the point, trailing zeros not counted; what a juror may write.
    pub fn parse_decimal(text: &str, max_decimals: usize) -> Result<Self, ExactError> {
        if text.contains('/') {
            return Err(ExactError::NotDecimal);
        }
        let number: Self = text.parse()?;
        let decimals = decimals_until_end(number.0.denom()).ok_or(ExactError::NotDecimal)?;
        if decimals > max_decimals {
            return Err(ExactError::TooManyDecimals {
                limit: max_decimals,
            });
        }
        Ok(number)
    }

    /// A number that this program wrote itself, however long it grew; for anything from outside use `parse`.
    pub fn from_stored(text: &str) -> Result<Self, ExactError> {
        read(text, MAX_STORED).map(Self)
    }

    /// The quotient, or `None` over zero.
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        if divisor.0.is_zero() {
            return None;
        }
        Some(Self(&self.0 / &divisor.0))
    }

    /// For the eye only: exactly `decimals` digits behind the point, a half goes away from zero ("4.076" is "4.08").
    pub fn rounded(&self, decimals: u32) -> String {
        let two = BigInt::from(2);
        let twice_scaled = self.0.numer().abs() * &two * BigInt::from(10).pow(decimals);
        let magnitude = (twice_scaled + self.0.denom()) / (self.0.denom() * two);
        let unscaled = if self.0.is_negative() {
            -magnitude
        } else {
            magnitude
        };
        decimal_text(&unscaled, decimals as usize)
    }
}

impl FromStr for Exact {
    type Err = ExactError;

    /// Reads a number from outside: a decimal or a fraction, reduced or not, of at most [`MAX_INPUT`] characters.
    fn from_str(text: &str) -> Result<Self, ExactError> {
        let number = Self(read(text, MAX_INPUT)?);
        // "1/9223372036854775808" is short, its decimal is not; whoever stores the canonical text must be able to read it.
        if number.to_string().len() > MAX_INPUT {
            return Err(ExactError::TooLong { limit: MAX_INPUT });
        }
        Ok(number)
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (numerator, denominator) = (self.0.numer(), self.0.denom());
        match decimals_until_end(denominator) {
            Some(decimals) => {
                let scale = BigInt::from(10).pow(decimals as u32);
                f.write_str(&decimal_text(&(numerator * scale / denominator), decimals))
            }
            None => write!(f, "{numerator}/{denominator}"),
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Exact({self})")
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_stored(&text).map_err(de::Error::custom)
    }
}

impl From<u64> for Exact {
    fn from(integer: u64) -> Self {
        Self(BigRational::from_integer(integer.into()))
    }
}

impl From<i64> for Exact {
    fn from(integer: i64) -> Self {
        Self(BigRational::from_integer(integer.into()))
    }
}

macro_rules! operator {
    ($operator:ident, $method:ident) => {
        impl $operator for &Exact {
            type Output = Exact;

            fn $method(self, other: &Exact) -> Exact {
                Exact((&self.0).$method(&other.0))
            }
        }

        impl $operator for Exact {
            type Output = Exact;

            fn $method(self, other: Exact) -> Exact {
                Exact(self.0.$method(other.0))
            }
        }
    };
}

operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);

impl Neg for Exact {
    type Output = Exact;

    fn neg(self) -> Exact {
        Exact(-self.0)
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(numbers: I) -> Exact {
        numbers.fold(Exact::zero(), |sum, number| sum + number)
    }
}

impl<'a> Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Exact>>(numbers: I) -> Exact {
        numbers.fold(Exact::zero(), |sum, number| &sum + number)
    }
}

fn read(text: &str, limit: usize) -> Result<BigRational, ExactError> {
    if text.is_empty() {
        return Err(ExactError::Empty);
    }
    if text.len() > limit {
        return Err(ExactError::TooLong { limit });
    }
    let (is_negative, magnitude_text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let magnitude = match magnitude_text.split_once('/') {
        Some((numerator, denominator)) => read_fraction(numerator, denominator)?,
        None => read_decimal(magnitude_text)?,
    };
    Ok(if is_negative { -magnitude } else { magnitude })
}

fn read_fraction(numerator: &str, denominator: &str) -> Result<BigRational, ExactError> {
    let (numerator, denominator) = (read_digits(numerator)?, read_digits(denominator)?);
    if denominator.is_zero() {
        return Err(ExactError::ZeroDenominator);
    }
    Ok(BigRational::new(numerator, denominator))
}

fn read_decimal(text: &str) -> Result<BigRational, ExactError> {
    let Some((whole, decimals)) = text.split_once('.') else {
        return read_digits(text).map(BigRational::from_integer);
    };
    let scale = BigInt::from(10).pow(decimals.len() as u32);
    let (whole, decimals) = (read_digits(whole)?, read_digits(decimals)?);
    Ok(BigRational::new(whole * &scale + decimals, scale))
}

/// Plain ASCII digits: the library's own parser would also let signs and underscores through.
fn read_digits(text: &str) -> Result<BigInt, ExactError> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ExactError::Malformed);
    }
    text.parse().map_err(|_| ExactError::Malformed)
}

/// After how many decimals a reduced fraction ends, if it does: only twos and fives below the line go into a power of ten.
fn decimals_until_end(denominator: &BigInt) -> Option<usize> {
    let twos = denominator.trailing_zeros().unwrap_or(0);
    let five = BigInt::from(5);
    let mut rest = denominator >> twos;
    let mut fives = 0;
    while (&rest % &five).is_zero() {
        rest /= &five;
        fives += 1;
    }
    rest.is_one().then_some(fives.max(twos as usize))
}

fn decimal_text(unscaled: &BigInt, decimals: usize) -> String {
    let sign = if unscaled.sign() == Sign::Minus {
        "-"
    } else {
        ""
    };
    let digits = format!(
        "{:0>width$}",
        unscaled.magnitude().to_string(),
        width = decimals + 1
    );
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}
