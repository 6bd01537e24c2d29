//! Which leaves of a stretch are the law's own, and what the others are: older wordings, quoted articles,
//! doubles, or mere wording.

use crate::law::provisions::chain::{self, Link};
use crate::law::provisions::mark::{Mark, Style};
use crate::law::provisions::quoting::{Versions, versions};
use crate::law::provisions::series::{Role, is_leaf, weight};
use crate::law::reflow::{Dress, Para};
use crate::model::law::Standing;

/// How many missing numbers are told of, one by one.
const GAPS: usize = 8;

/// Decides which leaves of a stretch are the law's own.
pub(super) fn decide(
    paras: &[Para],
    marks: &[Mark],
    roles: &mut [Role],
    stretch: std::ops::Range<usize>,
    style: Option<Style>,
    quoted: &[bool],
    notes: &mut Vec<String>,
) {
    let in_schedule = roles.get(stretch.start) == Some(&Role::Schedule);
    // Bare numbers in a schedule are its items.
    if in_schedule && style == Some(Style::Bare) {
        return;
    }
    let leaves: Vec<usize> = stretch.filter(|at| marks.get(*at).is_some_and(|m| is_leaf(m, style))).collect();
    let own: Vec<usize> =
        leaves.iter().copied().filter(|at| !quoted.get(*at).copied().unwrap_or(false)).collect();
    let link = |at: &usize| {
        let mark = marks.get(*at)?;
        Some(Link { key: mark.number.as_ref()?.key(), weight: weight(mark) })
    };
    let links: Vec<Link> = own.iter().filter_map(link).collect();
    let run: Vec<usize> = chain::heaviest(&links).into_iter().filter_map(|at| own.get(at).copied()).collect();
    let run = only_gaps(marks, run);
    for at in &run {
        if let Some(role) = roles.get_mut(*at) {
            *role = Role::Provision(Standing::Current);
        }
    }
    if let Some(Style::Word(_)) = style {
        others(paras, marks, roles, &leaves, &run, quoted);
    } else {
        inserted(marks, roles, &leaves, quoted);
    }
    if !in_schedule {
        gaps(marks, &run, notes);
    }
}

/// Where the law's own articles are headings, a plain paragraph joins them only to fill a gap.
fn only_gaps(marks: &[Mark], run: Vec<usize>) -> Vec<usize> {
    let heading = |at: usize| marks.get(at).is_some_and(|m| matches!(m.dress, Dress::Heading(_)));
    let headings = run.iter().filter(|at| heading(**at)).count();
    if headings * 10 < run.len() * 6 || headings == run.len() {
        return run;
    }
    let key = |at: usize| marks.get(at).and_then(|m| m.number.as_ref());
    let mut kept = Vec::with_capacity(run.len());
    let mut ahead = vec![None; run.len()];
    let mut next = None;
    for (place, at) in run.iter().enumerate().rev() {
        if let Some(slot) = ahead.get_mut(place) {
            *slot = next;
        }
        if heading(*at) {
            next = Some(*at);
        }
    }
    let mut last = None::<usize>;
    for (place, at) in run.into_iter().enumerate() {
        if heading(at) {
            last = Some(at);
            kept.push(at);
            continue;
        }
        let closed = match (last.and_then(key), ahead.get(place).copied().flatten().and_then(key)) {
            (Some(before), Some(after)) => after.follows(before.key()),
            _ => false,
        };
        if !closed {
            kept.push(at);
        }
    }
    kept
}

/// Of bare numbers, only those count as quoted that stand right behind a quotation mark: "“10A. Grooming".
fn inserted(marks: &[Mark], roles: &mut [Role], leaves: &[usize], quoted: &[bool]) {
    for &at in leaves {
        let opens = marks.get(at).is_some_and(|m| m.quoted) && quoted.get(at).copied().unwrap_or(false);
        if let Some(role) = roles.get_mut(at)
            && opens
        {
            *role = Role::Provision(Standing::Quoted);
        }
    }
}

/// What the leaves outside the run are: older wordings, quoted articles, doubles, or mere wording.
fn others(
    paras: &[Para],
    marks: &[Mark],
    roles: &mut [Role],
    leaves: &[usize],
    run: &[usize],
    quoted: &[bool],
) {
    let mut place = 0_usize;
    let mut current = None::<usize>;
    for (order, &at) in leaves.iter().enumerate() {
        if run.get(place) == Some(&at) {
            place += 1;
            current = Some(at);
            continue;
        }
        let Some(mark) = marks.get(at) else { continue };
        let key = |at: usize| marks.get(at).and_then(|m| m.number.as_ref()).map(super::number::Number::key);
        let own = mark.number.as_ref().map(super::number::Number::key);
        let beside =
            current.filter(|c| key(*c) == own).or(run.get(place).copied().filter(|n| key(*n) == own));
        // The number again, right below: the heading was printed twice.
        if beside.and_then(|b| marks.get(b)).is_some_and(|b| mark.para.abs_diff(b.para) == 1) {
            continue;
        }
        let is_quoted = quoted.get(at).copied().unwrap_or(false);
        let apart = !matches!(mark.dress, Dress::Plain | Dress::Item);
        let before = order.checked_sub(1).and_then(|o| leaves.get(o)).copied();
        let standing = if let (Some(other), false) = (beside, is_quoted) {
            let between = before.and_then(|b| marks.get(b)).map_or(0, |m| m.para + 1);
            let said = versions(paras.get(between.min(mark.para)..mark.para).unwrap_or_default());
            match said {
                Some(Versions::NewerFollows) if other < at => {
                    // The newer wording takes over.
                    if let Some(role) = roles.get_mut(other) {
                        *role = Role::Provision(Standing::History);
                    }
                    current = Some(at);
                    Some(Standing::Current)
                }
                Some(_) => Some(Standing::History),
                None if other > at => match versions(paras_between(paras, marks, at, other)) {
                    Some(Versions::NewerFollows) => Some(Standing::History),
                    Some(Versions::OlderFollows) => {
                        if let Some(role) = roles.get_mut(other) {
                            *role = Role::Provision(Standing::History);
                        }
                        Some(Standing::Current)
                    }
                    None => apart.then_some(Standing::Current),
                },
                None => {
                    (apart || matches!(mark.dress, Dress::Plain) && !mark.body).then_some(Standing::Current)
                }
            }
        } else if is_quoted {
            Some(Standing::Quoted)
        } else {
            apart.then_some(Standing::Current)
        };
        if let (Some(standing), Some(role)) = (standing, roles.get_mut(at)) {
            *role = Role::Provision(standing);
        }
    }
}

fn paras_between<'p>(paras: &'p [Para], marks: &[Mark], from: usize, to: usize) -> &'p [Para] {
    let at = |m: usize| marks.get(m).map_or(0, |m| m.para);
    paras.get(at(from).min(at(to))..at(to)).unwrap_or_default()
}

/// Tells of numbers that are missing in the run.
fn gaps(marks: &[Mark], run: &[usize], notes: &mut Vec<String>) {
    for pair in run.windows(2) {
        let number = |at: Option<&usize>| at.and_then(|at| marks.get(*at)).and_then(|m| m.number.as_ref());
        let (Some(a), Some(b)) = (number(pair.first()), number(pair.get(1))) else { continue };
        if b.base <= a.base + 1 {
            continue;
        }
        if notes.len() >= GAPS {
            notes.push("more numbers are absent".to_owned());
            return;
        }
        let absent = if b.base == a.base + 2 {
            format!("number {} is absent", a.base + 1)
        } else {
            format!("numbers {} to {} are absent", a.base + 1, b.base - 1)
        };
        notes.push(format!("{absent}: {} is followed by {}", a.printed, b.printed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::provisions::tests::{ids, markdown, of, text};

    #[test]
    fn quoted_articles_stand_beside_their_host() {
        let found = markdown(
            "**Artículo 1.- Modificación del Código**\n\nModifícase el artículo 153 del Código, que quedará redactado en los \
             siguientes términos:\n\n“**TÍTULO IV**\n\n**Artículo 153.- Trata**\n\nEl que trata será penado.\n\n\
             **Artículo 2.- Formas graves**\n\nLa pena será mayor.”\n\n**Artículo 2.- Vigencia**\n\nLa ley rige.\n\n\
             **Artículo 3.- Registro**\n\nIncorpórase el artículo 4 a la otra ley:\n\n**Artículo 4.- Nota**\n\nSe anota.\n\n\
             **Artículo 4.- Fin**\n\nTermina la ley.\n",
            "es",
        );
        let seen: Vec<(&str, Standing)> =
            found.provisions.iter().map(|p| (p.eid.as_str(), p.standing)).collect();
        assert_eq!(
            seen,
            [
                ("art_1", Standing::Current),
                ("quoted__art_153", Standing::Quoted),
                ("quoted__art_2", Standing::Quoted),
                ("art_2", Standing::Current),
                ("art_3", Standing::Current),
                ("quoted__art_4", Standing::Quoted),
                ("art_4", Standing::Current),
            ]
        );
        assert_eq!(of(&found, "quoted__art_153").path, ["art. 1 Modificación del Código"]);
        assert!(of(&found, "art_1").span.of(&found.text).contains("TÍTULO IV"));
    }

    #[test]
    fn sections_that_an_act_inserts_are_quoted() {
        let found = text(
            "1. Title\nThis is the Act.\n2. Amendment\nThe Penal Code is amended by inserting immediately after section 10 the \
             following new section—\n“10A. Grooming\n(1) A person who does this commits an offence.”\n3. Repeal\n\
             The Act is amended in section 4 by substituting the following—\n“4. Nothing is left.”\n4. End\nIt ends.\n",
            "en",
        );
        assert_eq!(ids(&found), ["sec_1", "sec_2", "quoted__sec_10A", "sec_3", "quoted__sec_4", "sec_4"]);
        assert_eq!(of(&found, "quoted__sec_10A").standing, Standing::Quoted);
        assert_eq!(of(&found, "quoted__sec_10A").path, ["s. 2 Amendment"]);
    }

    #[test]
    fn an_article_that_was_put_in_with_its_quotation_marks_is_the_laws_own() {
        let found = markdown(
            "**Artículo 1.- Uno**\n\nLa ley rige.\n\n“**Artículo 2. Dos**\n\nSe repara el daño.”(\\*)\n\n\
             (\\*) Artículo incorporado por la Ley 9.\n\n**Artículo 3.- Tres**\n\nFin.\n",
            "es",
        );
        assert_eq!(ids(&found), ["art_1", "art_2", "art_3"]);
        assert!(found.provisions.iter().all(|p| p.standing == Standing::Current));
        assert!(of(&found, "art_2").span.of(&found.text).contains("incorporado por la Ley 9"));
    }

    #[test]
    fn superseded_wordings_are_history() {
        let newest_first = "#### Artículo 1. Uno\nTexto nuevo.\n\nTexto anterior:\n\n#### Artículo 1. Uno\nTexto viejo.\n\n\
                            #### Artículo 2. Dos\nOtro texto.\n";
        let newest_last = "**Artículo 1.- Uno**\n\nTexto viejo.\n\n(\\*) Artículo modificado por la Ley 3, cuyo texto es el siguiente:\n\n\
                           “**Artículo 1.- Uno**\n\nTexto nuevo.”\n\n**Artículo 2.- Dos**\n\nOtro texto.\n";
        for (source, standings) in [
            (newest_first, [Standing::Current, Standing::History, Standing::Current]),
            (newest_last, [Standing::History, Standing::Current, Standing::Current]),
        ] {
            let found = markdown(source, "es");
            assert_eq!(ids(&found), ["art_1", "art_1__2", "art_2"], "{source}");
            assert_eq!(
                found.provisions.iter().map(|p| p.standing).collect::<Vec<_>>(),
                standings,
                "{source}"
            );
        }
    }

    #[test]
    fn missing_numbers_are_told() {
        let found =
            text("1. A\nSo it is.\n2. B\nSo it is.\n4. C\nSo it is.\n5. D\nSo it is.\n9. E\nSo.\n", "en");
        assert_eq!(
            found.notes,
            ["number 3 is absent: 2 is followed by 4", "numbers 6 to 8 are absent: 5 is followed by 9"]
        );
    }
}
