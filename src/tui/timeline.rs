//! Bars over years: when the entries of a plan run, in as many columns as there are.
//!
//! Years stand apart by a border sign. It guards what stands beside it where a terminal reorders right-to-left text.

use crate::model::date::Date;

/// Cells that a year may have, the most exact first: months in pairs are no unit of planning, so half quarters come
/// before quarters, halves and whole years.
const PARTS: [usize; 4] = [8, 4, 2, 1];
/// What stands between two years.
pub(crate) const BETWEEN: char = '│';
/// A cell in which nothing runs.
const EMPTY: char = '.';
/// Where one end of a bar is not known, or lies before its beginning.
const UNSURE: char = '?';

/// The years that are drawn, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Timeline {
    first: usize,
    years: usize,
    scale: Scale,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// So many cells a year.
    Parts(usize),
    /// So many years a cell: there is no room for signs between them.
    Years(usize),
}

impl Timeline {
    /// The years from the first to the last of the dates; `None` without dates, or without room for any of it.
    pub(crate) fn of<'a>(dates: impl Iterator<Item = &'a Date>, room: usize) -> Option<Self> {
        let years: Vec<usize> = dates.filter_map(Date::year).map(usize::from).collect();
        let (first, last) = (*years.iter().min()?, *years.iter().max()?);
        let years = last - first + 1;
        let fits = |parts: &usize| years * (parts + 1) < room;
        let scale = match PARTS.into_iter().find(fits) {
            Some(parts) => Scale::Parts(parts),
            None => Scale::Years(years.div_ceil(room.checked_sub(2).filter(|cells| *cells > 0)?)),
        };
        Some(Self { first, years, scale })
    }

    fn cells(self) -> usize {
        match self.scale {
            Scale::Parts(parts) => self.years * parts,
            Scale::Years(years) => self.years.div_ceil(years),
        }
    }

    /// Columns of a bar, with the signs at its ends.
    pub(crate) fn width(self) -> usize {
        self.column(self.cells())
    }

    /// Where a cell stands.
    fn column(self, cell: usize) -> usize {
        match self.scale {
            Scale::Parts(parts) => cell + cell / parts + 1,
            Scale::Years(_) => cell + if cell == self.cells() { 2 } else { 1 },
        }
    }

    /// The years above the bars, as many as have room.
    pub(crate) fn head(self) -> String {
        let mut head = String::new();
        for year in 0..self.years {
            let column = match self.scale {
                Scale::Parts(parts) => self.column(year * parts),
                Scale::Years(years) => self.column(year / years),
            };
            let name = format!("{:04}", self.first + year);
            if (head.is_empty() || head.len() < column) && column + name.len() <= self.width() {
                head.extend(std::iter::repeat_n(' ', column - head.len()));
                head.push_str(&name);
            }
        }
        head.extend(std::iter::repeat_n(' ', self.width() - head.len().min(self.width())));
        head
    }

    /// The cell of a day, by its month: all months count as of the same length, so that quarters are quarters.
    fn cell(self, day: &Date) -> usize {
        let part =
            |from: usize| day.as_str().get(from..from + 2).and_then(|p| p.parse().ok()).unwrap_or(1_usize);
        let year = day.year().map_or(0, usize::from).saturating_sub(self.first);
        let into = (part(5).max(1) - 1) * 31 + part(8).max(1) - 1;
        match self.scale {
            Scale::Parts(parts) => year * parts + into * parts / (12 * 31),
            Scale::Years(years) => year / years,
        }
    }

    /// From the first day that the beginning can mean to the last one that the end can, drawn by a sign.
    pub(crate) fn bar(self, start: Option<&Date>, end: Option<&Date>, sign: char) -> String {
        let start = start.map(|d| self.cell(&d.first_day()));
        let end = end.map(|d| self.cell(&d.last_day()));
        let (from, to, sign) = match (start, end) {
            (Some(start), Some(end)) if start <= end => (start, end, sign),
            (Some(start), Some(end)) => (end, start, UNSURE),
            (Some(only), None) | (None, Some(only)) => (only, only, UNSURE),
            // Nothing is drawn: no cell is that far to the right.
            (None, None) => (usize::MAX, usize::MAX, UNSURE),
        };
        let mut bar = String::new();
        for cell in 0..self.cells() {
            if cell == 0 || matches!(self.scale, Scale::Parts(parts) if cell % parts == 0) {
                bar.push(BETWEEN);
            }
            bar.push(if (from..=to).contains(&cell) { sign } else { EMPTY });
        }
        bar.push(BETWEEN);
        bar
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::text::width;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn timeline(first: &str, last: &str, room: usize) -> Timeline {
        Timeline::of([date(first), date(last)].iter(), room).unwrap()
    }

    #[test]
    fn bars_run_from_the_first_day_to_the_last() {
        let quarters = timeline("2027-01", "2028", 12);
        for (start, end, expected) in [
            ("2027", "2027", "│====│....│"),
            ("2027-04", "2027-06", "│.=..│....│"),
            ("2027-03-31", "2027-04-01", "│==..│....│"),
            ("2027-12-31", "2028-01", "│...=│=...│"),
            ("2028", "2028-12-31", "│....│====│"),
            ("2028-02", "2027-02", "│????│?...│"),
        ] {
            assert_eq!(quarters.bar(Some(&date(start)), Some(&date(end)), '='), expected, "{start}");
        }
        assert_eq!(quarters.bar(None, Some(&date("2027-11")), '='), "│...?│....│");
        assert_eq!(quarters.bar(None, None, '='), "│....│....│");
        assert_eq!(quarters.head(), " 2027 2028 ");
    }

    #[test]
    fn any_years_fit_any_room() {
        for (first, last) in [("2027", "2027"), ("2027", "2030"), ("2020", "2050"), ("0001", "9999")] {
            for room in 0..140 {
                let Some(t) = Timeline::of([date(first), date(last)].iter(), room) else {
                    assert!(room < 3);
                    continue;
                };
                let bar = t.bar(Some(&date(first)), Some(&date(last)), '#');
                assert_eq!((width(&bar), width(&t.head())), (t.width(), t.width()), "{first} {room}");
                assert!(t.width() <= room && !bar.contains(EMPTY), "{room}: {bar}");
            }
        }
        assert_eq!(Timeline::of(std::iter::empty(), 40), None);
        assert_eq!(timeline("2027", "2030", 13).head(), " 2027  2029  ");
    }
}
