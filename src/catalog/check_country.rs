//! What must hold in a country profile beyond the shape of its file.

use crate::catalog::country_file::CountryFile;
use crate::model::country::{Certainty, Country, Provenance};
use crate::store::faults::Faults;
use crate::store::yaml::{choose, nearest};

/// Checks that the codes agree. Done on the file, since the profile keeps them once.
pub(crate) fn codes(file: &CountryFile, stem: &str, faults: &mut Faults<'_>) {
    let id = &file.id.0;
    if id.as_str() != stem {
        let message = format!("the file is named `{stem}`, its id is `{id}`");
        faults.error("wrong-id", "id", message, Some("make the two the same".to_owned()));
    }
    if file.iso.alpha_3 != id.as_str().to_ascii_uppercase() {
        let message = format!("`{}` is not the capital form of `{id}`", file.iso.alpha_3);
        let hint = format!("write `alpha_3: {}`", id.as_str().to_ascii_uppercase());
        faults.error("wrong-id", "iso/alpha_3", message, Some(hint));
    }
}

/// Checks a profile. `treaties` and `named` are the ids it may refer to: treaties, and the
/// questions and capabilities of the frameworks at hand.
pub(crate) fn country(
    country: &Country,
    treaties: &[String],
    named: Option<&[String]>,
    faults: &mut Faults<'_>,
) {
    let sources: Vec<&str> = country.sources.iter().map(|s| s.id.as_str()).collect();
    for (path, from) in provenances(country) {
        provenance(&path, from, &sources, faults);
    }
    for (i, treaty) in country.treaties.iter().enumerate() {
        if !treaties.contains(&treaty.value.id) {
            let message = format!("there is no treaty `{}`", treaty.value.id);
            let hint = choose(&treaty.value.id, treaties);
            faults.error("unknown-treaty", format!("treaties/{i}/treaty"), message, Some(hint));
        }
        if country.treaties.iter().take(i).any(|t| t.value.id == treaty.value.id) {
            let message = format!("the treaty `{}` stands twice", treaty.value.id);
            faults.error(
                "duplicate-id",
                format!("treaties/{i}/treaty"),
                message,
                Some("keep one of the two".to_owned()),
            );
        }
    }
    for (i, law) in country.key_laws.iter().enumerate() {
        if country.key_laws.iter().take(i).any(|l| l.value.id == law.value.id) {
            let message = format!("the key law `{}` stands twice", law.value.id);
            faults.error(
                "duplicate-id",
                format!("key_laws/{i}/id"),
                message,
                Some("keep one of the two".to_owned()),
            );
        }
        let Some(named) = named else { continue };
        for (j, id) in law.value.needed_for.iter().enumerate().filter(|(_, id)| !named.contains(id)) {
            let hint = nearest(id, named).map(|near| format!("did you mean `{near}`?"));
            let message = format!("there is no question or capability `{id}`");
            faults.error("unknown-question", format!("key_laws/{i}/needed_for/{j}"), message, hint);
        }
    }
    let used = |id: &str| provenances(country).iter().any(|(_, from)| from.source.as_deref() == Some(id));
    for source in sources.iter().filter(|id| !used(id)) {
        let message = format!("no fact names the source `{source}`");
        faults.note(
            "unused-source",
            format!("sources/{source}"),
            message,
            Some("name it in the fact that it proves, or take it out".to_owned()),
        );
    }
}

/// Where every fact of a profile comes from, with the path of the fact.
fn provenances(country: &Country) -> Vec<(String, &Provenance)> {
    fn each<'a, T>(
        name: &str,
        facts: impl IntoIterator<Item = &'a crate::model::country::Fact<T>>,
    ) -> Vec<(String, &'a Provenance)>
    where
        T: 'a,
    {
        facts.into_iter().enumerate().map(|(i, f)| (format!("{name}/{i}"), &f.from)).collect()
    }
    let ages = &country.ages;
    let mut all = vec![
        ("legal_system".to_owned(), &country.legal_system.from),
        ("ages/child".to_owned(), &ages.child.from),
        ("ages/consent".to_owned(), &ages.consent.from),
        ("ages/majority".to_owned(), &ages.majority.from),
        ("ages/marriage".to_owned(), &ages.marriage.from),
    ];
    all.extend(country.state_form.iter().map(|f| ("state_form".to_owned(), &f.from)));
    all.extend(each("legislation_languages", &country.legislation_languages));
    all.extend(each("population", &country.population));
    all.extend(each("internet", &country.internet));
    all.extend(each("treaties", &country.treaties));
    all.extend(each("bodies", &country.bodies));
    all.extend(each("plans", &country.plans));
    all.extend(each("pathfinding", &country.pathfinding));
    all.extend(each("memberships", &country.memberships));
    all.extend(each("key_laws", &country.key_laws));
    all.extend(each("findings", &country.findings));
    all
}

fn provenance(path: &str, from: &Provenance, sources: &[&str], faults: &mut Faults<'_>) {
    if let Some(source) = from.source.as_deref().filter(|s| !sources.contains(s)) {
        let message = format!("there is no source `{source}`");
        faults.error("unknown-source", format!("{path}/source"), message, Some(choose(source, sources)));
    }
    if from.certainty == Certainty::Unconfirmed {
        return;
    }
    if from.source.is_none() {
        let message = format!("a fact of certainty `{}` names no source", from.certainty);
        let hint = "name the source, or say `certainty: unconfirmed`".to_owned();
        faults.error("no-source", path, message, Some(hint));
    }
    if from.as_of.is_none() {
        let message = format!("a fact of certainty `{}` has no date", from.certainty);
        let hint = "add `as_of:` with the date it holds for".to_owned();
        faults.error("no-date", path, message, Some(hint));
    }
}
