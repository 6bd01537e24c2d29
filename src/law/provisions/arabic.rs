//! Arabic ordinals as laws print them, "الأولى" to "المائتان": the number for ids, the words stay in labels.

use crate::law::provisions::fold::{first_word, fold};

/// The ordinal at the beginning of a text: its number, and how many bytes its words take.
pub(super) fn ordinal_at(text: &str) -> Option<(u32, usize)> {
    let mut at = 0_usize;
    let mut value = None::<u32>;
    let mut end = 0_usize;
    // "الحادية والعشرون بعد المائة" has five words; more never belong to one number.
    for _ in 0..6 {
        let rest = text.get(at..)?;
        let skipped = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\t']).len();
        let (word, _) = first_word(rest.get(skipped..)?);
        if word.is_empty() {
            break;
        }
        let folded = fold(word);
        let next = at + skipped + word.len();
        match (value, part(&folded)) {
            (None, Some(Part::Unit(n) | Part::Tens(n) | Part::Hundred(n))) => value = Some(n),
            (None, Some(Part::First)) => value = Some(1),
            (Some(n), Some(Part::Teen)) if n < 10 => value = Some(n + 10),
            (Some(n), Some(Part::AndTens(tens))) if n < 10 => value = Some(n + tens),
            (Some(n), Some(Part::AndTens(tens))) if n == 100 => value = Some(n + tens),
            // "بعد المائة": the hundred comes last.
            (Some(_), Some(Part::After)) => {
                at = next;
                continue;
            }
            (Some(n), Some(Part::Hundred(h))) if n < 100 && at != end => value = Some(n + h),
            _ => break,
        }
        at = next;
        end = next;
    }
    value.map(|n| (n, end))
}

enum Part {
    First,
    Unit(u32),
    Teen,
    Tens(u32),
    AndTens(u32),
    After,
    Hundred(u32),
}

fn part(folded: &str) -> Option<Part> {
    if folded == "بعد" {
        return Some(Part::After);
    }
    if matches!(folded, "عشر" | "عشره") {
        return Some(Part::Teen);
    }
    if let Some(stem) = folded.strip_prefix("وال") {
        return tens(stem).map(Part::AndTens);
    }
    let stem = folded.strip_prefix("ال")?;
    let plain = stem.strip_suffix('ه').unwrap_or(stem);
    Some(match plain {
        "اول" | "اولي" => Part::First,
        "حادي" => Part::Unit(1),
        "ثاني" => Part::Unit(2),
        "ثالث" => Part::Unit(3),
        "رابع" => Part::Unit(4),
        "خامس" => Part::Unit(5),
        "سادس" => Part::Unit(6),
        "سابع" => Part::Unit(7),
        "ثامن" => Part::Unit(8),
        "تاسع" => Part::Unit(9),
        "عاشر" => Part::Unit(10),
        "مائ" | "مئ" | "ماي" => Part::Hundred(100),
        "مائتان" | "مائتين" | "مئتان" | "مئتين" => Part::Hundred(200),
        _ => return tens(stem).map(Part::Tens),
    })
}

fn tens(stem: &str) -> Option<u32> {
    let stem = stem.strip_suffix("ون").or_else(|| stem.strip_suffix("ين"))?;
    Some(match stem {
        "عشر" => 20,
        "ثلاث" => 30,
        "اربع" => 40,
        "خمس" => 50,
        "ست" => 60,
        "سبع" => 70,
        "ثمان" => 80,
        "تسع" => 90,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_numbers() {
        for (words, number) in [
            ("الأولى", 1),
            ("الثانية", 2),
            ("العاشرة", 10),
            ("الحادية عشرة", 11),
            ("الثانية عشر", 12),
            ("التاسعة عشرة", 19),
            ("العشرون", 20),
            ("الحادية والعشرون", 21),
            ("الثامنة والثلاثين", 38),
            ("التاسعة والتسعون", 99),
            ("المائة", 100),
            ("الأولى بعد المائة", 101),
            ("الخامسة والعشرون بعد المائة", 125),
            ("الثانية عشرة بعد المئة", 112),
            ("المائتان", 200),
            ("الأول", 1),
            ("الثاني عشر", 12),
        ] {
            assert_eq!(ordinal_at(words), Some((number, words.len())), "{words}");
        }
    }

    #[test]
    fn words_that_follow_stay_outside() {
        assert_eq!(ordinal_at("الأولى: نص"), Some((1, "الأولى".len())));
        assert_eq!(ordinal_at("الثالثة من هذا"), Some((3, "الثالثة".len())));
        assert_eq!(ordinal_at("الطفل"), None);
        assert_eq!(ordinal_at("3"), None);
    }
}
