//! Dates and moments as they stand in the files: ISO 8601, always written the same way.

use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar, or a month or a year where no more is known.
///
/// The text is kept as written, so a source that gives only a year is never made more exact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Date(String);

/// A moment in UTC to the second: `2026-03-02T09:14:00Z`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Moment(String);

/// A moment that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MomentError(pub(crate) String);

impl fmt::Display for MomentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let given = crate::model::safe::line(&self.0);
        write!(f, "`{given}` is not a moment: write it in UTC as 2026-03-02T09:14:00Z")
    }
}

impl std::error::Error for MomentError {}

/// A date that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateError(pub(crate) String);

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a date: write it as 2026-03-02, 2026-03 or 2026",
            crate::model::safe::line(&self.0)
        )
    }
}

impl std::error::Error for DateError {}

fn number(s: &str, digits: usize) -> Option<u16> {
    (s.len() == digits && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok()).flatten()
}

fn days_in(year: u16, month: u16) -> u16 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

fn is_date(s: &str) -> bool {
    let parts: Vec<&str> = s.split('-').collect();
    let Some(year) = number(parts[0], 4) else { return false };
    if parts.len() > 3 || year == 0 {
        return false;
    }
    let Some(month) = parts.get(1) else { return true };
    let Some(month) = number(month, 2).filter(|m| (1..=12).contains(m)) else { return false };
    let Some(day) = parts.get(2) else { return true };
    number(day, 2).is_some_and(|d| (1..=days_in(year, month)).contains(&d))
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(s: &str) -> Result<Self, DateError> {
        Self::parse(s)
    }
}

impl Date {
    pub(crate) fn parse(s: &str) -> Result<Self, DateError> {
        if is_date(s) { Ok(Self(s.to_owned())) } else { Err(DateError(s.to_owned())) }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The first day that the date can mean: 2027-06-01 of 2027-06.
    pub(crate) fn first_day(&self) -> Self {
        Self(match self.0.len() {
            4 => format!("{}-01-01", self.0),
            7 => format!("{}-01", self.0),
            _ => self.0.clone(),
        })
    }

    /// The last day that the date can mean: 2027-06-30 of 2027-06.
    pub(crate) fn last_day(&self) -> Self {
        let part = |from: usize, to: usize| self.0.get(from..to).and_then(|p| p.parse().ok()).unwrap_or(1);
        Self(match self.0.len() {
            4 => format!("{}-12-31", self.0),
            7 => format!("{}-{:02}", self.0, days_in(part(0, 4), part(5, 7))),
            _ => self.0.clone(),
        })
    }

    pub(crate) fn year(&self) -> Option<u16> {
        self.0.get(0..4).and_then(|y| y.parse().ok())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(s: &str) -> Result<Self, MomentError> {
        Self::parse(s)
    }
}

impl Moment {
    pub(crate) fn parse(s: &str) -> Result<Self, MomentError> {
        let refused = || MomentError(s.to_owned());
        let (day, rest) = s.split_once('T').ok_or_else(refused)?;
        let time: Vec<&str> = rest.strip_suffix('Z').ok_or_else(refused)?.split(':').collect();
        let limits = [23, 59, 60];
        let in_limits = time.len() == 3
            && time.iter().zip(limits).all(|(part, limit)| number(part, 2).is_some_and(|n| n <= limit));
        if day.len() == 10 && is_date(day) && in_limits { Ok(Self(s.to_owned())) } else { Err(refused()) }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The day of the moment.
    pub(crate) fn date(&self) -> Date {
        Date(self.0.chars().take(10).collect())
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_exists_in_the_calendar() {
        for good in ["2026", "2026-11", "2026-11-22", "2024-02-29", "2000-02-29"] {
            assert!(Date::parse(good).is_ok(), "{good} was refused");
        }
        for bad in [
            "",
            "26",
            "2026-13",
            "2026-00",
            "2025-02-29",
            "1900-02-29",
            "2026-04-31",
            "2026-1-2",
            "2026-01-02-03",
            "0000",
        ] {
            assert!(Date::parse(bad).is_err(), "{bad} was taken");
        }
    }

    #[test]
    fn a_moment_is_utc_to_the_second() {
        let moment = Moment::parse("2026-03-02T09:14:00Z").unwrap();
        assert_eq!(moment.date().as_str(), "2026-03-02");
        for bad in [
            "2026-03-02",
            "2026-03-02T09:14Z",
            "2026-03-02T24:00:00Z",
            "2026-03-02T09:14:00",
            "2026-03T09:14:00Z",
        ] {
            assert!(Moment::parse(bad).is_err(), "{bad} was taken");
        }
    }
}
