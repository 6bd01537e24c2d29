//! The name of the next part at the end of a section, as pages of statutes leave it when their layout is lost: "… is
//! liable to a fine. Part III – Offences", and on the next line "PART III" alone. The name goes where it belongs.

use crate::law::reflow::Para;

/// Bytes at the end of a paragraph in which the name of the next part can stand.
const TAIL: usize = 240;

/// Moves the names of parts from the ends of sections to the lines of their numbers. Gives how many were moved.
pub(super) fn moved(paras: &mut [Para]) -> usize {
    let mut count = 0;
    for at in 1..paras.len() {
        let Some(line) = paras.get(at).map(|p| p.text.trim()).filter(|line| is_bare_part(line)) else {
            continue;
        };
        let line = line.to_owned();
        let Some((cut, name)) = paras.get(at - 1).and_then(|above| name_at_end(&above.text, &line)) else {
            continue;
        };
        if let Some(above) = paras.get_mut(at - 1) {
            above.text.truncate(cut);
        }
        if let Some(part) = paras.get_mut(at) {
            part.text = format!("{line} {name}");
            count += 1;
        }
    }
    count
}

/// "PART III", "Chapter 2", and nothing else.
fn is_bare_part(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let (Some(word), Some(number), None) = (words.next(), words.next(), words.next()) else { return false };
    let figure = number.chars().all(|c| c.is_ascii_digit() || "IVXLCABD".contains(c.to_ascii_uppercase()));
    figure && matches!(word.to_lowercase().as_str(), "part" | "chapter")
}

/// Where the same words begin at the end of a paragraph, behind a sentence, and the name that follows them.
fn name_at_end(text: &str, line: &str) -> Option<(usize, String)> {
    let from = (text.len().saturating_sub(TAIL)..text.len()).find(|i| text.is_char_boundary(*i))?;
    let tail = text.get(from..)?;
    let at = tail.to_ascii_lowercase().rfind(&line.to_ascii_lowercase())?;
    let before = text.get(..from + at)?.trim_end();
    let name = tail.get(at + line.len()..)?.trim_start();
    let name = name.strip_prefix(['–', '—', '-', ':'])?.trim();
    let ended = before.ends_with(['.', ';', ':', ')', '”', '"', ']']);
    let plain = !name.is_empty() && name.len() <= 160 && !name.contains(['.', ';']);
    (ended && plain).then(|| (before.len(), name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_part_goes_to_its_number() {
        let run = |texts: &[&str]| -> Vec<String> {
            let mut paras: Vec<Para> =
                texts.iter().map(|t| Para { text: (*t).to_owned(), ..Para::default() }).collect();
            moved(&mut paras);
            paras.into_iter().map(|p| p.text).collect()
        };
        assert_eq!(
            run(&["(2) A person is liable. Part III – Jurisdiction", "PART III", "30. Jurisdiction"]),
            ["(2) A person is liable.", "PART III Jurisdiction", "30. Jurisdiction"]
        );
        for same in [
            &["(2) As said in Part III – Jurisdiction", "PART III"][..],
            &["A fine. Part II – Offences", "PART III"],
            &["A fine. Part III – Offences", "PART III Offences"],
            &["A fine. Part III", "PART III"],
            &["PART III"],
        ] {
            assert_eq!(run(same), same);
        }
    }
}
