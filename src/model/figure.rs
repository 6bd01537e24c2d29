//! How figures are shown to people: whole percentages and grouped digits. The only rounding there is.

/// A fraction as a whole percentage, halves away from zero; `–` when there is none.
pub(crate) fn percent(fraction: Option<f64>) -> String {
    fraction.map_or("–".to_owned(), |f| format!("{:.0} %", (f * 100.0).round()))
}

/// An interval of fractions: `50–83 %`, `50 %` when both bounds show the same, `–` when there is none.
pub(crate) fn interval(low: Option<f64>, high: Option<f64>) -> String {
    if low.is_none() || high.is_none() {
        return percent(None);
    }
    let (low, high) = (percent(low), percent(high));
    if low == high { low } else { format!("{}–{high}", low.trim_end_matches(" %")) }
}

/// How far something went up or down, with an arrow and a sign, so that no colour is needed.
pub(crate) fn change(by: i16) -> String {
    match by {
        0 => "=".to_owned(),
        by if by > 0 => format!("▲ +{by}"),
        by => format!("▼ −{}", by.unsigned_abs()),
    }
}

/// A number with its thousands set apart, so that 55751717 can be read.
pub(crate) fn grouped(value: f64) -> String {
    let text = format!("{value}");
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        let left = whole.len() - i;
        if i > 0 && left % 3 == 0 && !out.ends_with('-') {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_as_at_school() {
        for (fraction, expected) in
            [(0.125, "13 %"), (0.875, "88 %"), (5.0 / 6.0, "83 %"), (0.005, "1 %"), (0.0, "0 %")]
        {
            assert_eq!(percent(Some(fraction)), expected);
        }
        assert_eq!(interval(Some(0.5), Some(5.0 / 6.0)), "50–83 %");
        assert_eq!(interval(Some(0.501), Some(0.502)), "50 %");
        assert_eq!(interval(None, None), "–");
    }

    #[test]
    fn numbers_can_be_read() {
        let cases = [
            (7.0, "7"),
            (1234.0, "1,234"),
            (55_751_717.0, "55,751,717"),
            (35.8, "35.8"),
            (-1234.5, "-1,234.5"),
        ];
        for (given, expected) in cases {
            assert_eq!(grouped(given), expected);
        }
    }
}
