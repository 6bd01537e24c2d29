//! The word of a closed set that a mistyped one was meant to be.

/// The nearest of the known words, where one is near: a third of the longer word may differ.
pub(crate) fn nearest(given: &str, known: &[&'static str]) -> Option<&'static str> {
    // A long value is no slip of a short word, and the distance takes time with its length.
    let given: Vec<char> = given.chars().take(41).collect();
    if given.len() > 40 {
        return None;
    }
    let near = known.iter().map(|word| (distance(&given, &word.chars().collect::<Vec<_>>()), *word));
    let (steps, word) = near.min_by_key(|(steps, _)| *steps)?;
    (steps <= given.len().max(word.chars().count()).div_ceil(3)).then_some(word)
}

/// How many letters must be put in, taken out, changed or swapped with the next.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous_a = None;
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        let mut previous_b = None;
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], k: usize| row.get(k).copied().unwrap_or(usize::MAX / 2);
            let mut least =
                (at(&last, j) + usize::from(x != y)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            if j > 0 && previous_b == Some(x) && previous_a == Some(y) {
                least = least.min(at(&before_last, j - 1) + 1);
            }
            row.push(least);
            previous_b = Some(y);
        }
        before_last = std::mem::replace(&mut last, row);
        previous_a = Some(x);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_step() {
        let steps =
            |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        for (a, b, expected) in [
            ("", "", 0),
            ("", "ab", 2),
            ("ab", "", 2),
            ("title", "title", 0),
            ("titel", "title", 1),
            ("tittle", "title", 1),
            ("tile", "title", 1),
            ("titre", "title", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(steps(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn only_a_near_word_is_offered() {
        let known = &["in_force", "repealed", "bill"];
        assert_eq!(nearest("inforce", known), Some("in_force"));
        assert_eq!(nearest("repeal", known), Some("repealed"));
        assert_eq!(nearest("dissolved", known), None);
        assert_eq!(nearest(&"bill".repeat(1000), known), None);
        assert_eq!(nearest("x", &[]), None);
    }
}
