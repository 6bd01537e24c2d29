//! Search and Reader on a small library of our own: three languages, three scripts of numbering.
#![expect(clippy::disallowed_methods, reason = "puts files of laws in place")]

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

use crate::model::id::Iso3;
use crate::model::text::Language;
use crate::tui::event::{Effect, Event, Told};
use crate::tui::library::{Book, FacetRow, Refusal, SearchPane};
use crate::tui::popup::Popup;
use crate::tui::rtl::Reorders;
use crate::tui::shell_law;
use crate::tui::state::Screen;
use crate::tui::tests::Tui;
use crate::workbench::Workbench;
use crate::workbench::law::ReadingProcess;
use crate::workbench::law::add::{AddRequest, GivenFacts};

const ENGLISH: &str = "\
PART I
PRELIMINARY

1. Short title
This Act may be cited as the Online Safety of Children Act.

2. Interpretation
In this Act, \"child\" means every person below the age of eighteen years, and \"image\" includes a drawing.

PART II
OFFENCES

3. Images of abuse
(1) A person commits an offence who— (a) makes an image of the abuse of a child; or (b) possesses such an image.
(2) It is no defence that the image was made elsewhere.

4. Grooming
A person who proposes a meeting to a child for a purpose of abuse commits an offence, whether or not the meeting takes place.

5. Duty to report
A provider that learns of an image of abuse shall report it to the Authority within one day, and shall preserve it for ninety days.
";

const SPANISH: &str = "\
LEY DE PROTECCIÓN DE LA NIÑEZ EN LÍNEA

Artículo 1.- Objeto
La presente ley protege a los niños, niñas y adolescentes frente a la explotación en línea.

Artículo 2.- Imágenes de abuso
El que posee o difunde imágenes de abuso de un niño será reprimido con pena privativa de libertad.

Artículo 2-A.- Propuestas a niños
El que propone un encuentro a un niño con fines de explotación comete delito.
";

const ARABIC: &str = "\
قانون حماية الطفل على الشبكة

المادة 1
يسمى هذا القانون قانون حماية الطفل على الشبكة ويعمل به من تاريخ نشره.

المادة 2
يعاقب بالحبس كل من حاز صورة لاستغلال الأطفال أو نشرها على الشبكة للآخرين.

المادة 3
على مقدم الخدمة أن يبلغ الجهة المختصة خلال يوم واحد.
";

/// The laws as files, with what they are.
fn laws() -> [(&'static str, &'static str, &'static str, GivenFacts); 3] {
    let facts = |title: &str, number: &str, year, language: &str| GivenFacts {
        title: Some(title.to_owned()),
        number: Some(number.to_owned()),
        year: Some(year),
        language: Some(language.to_owned()),
        ..GivenFacts::default()
    };
    [
        (
            "ken",
            "online-safety.txt",
            ENGLISH,
            facts("Online Safety of Children Act", "Act No. 9 of 2021", 2021, "en"),
        ),
        (
            "per",
            "ninez.txt",
            SPANISH,
            facts("Ley de protección de la niñez en línea", "Ley 40001", 2019, "es"),
        ),
        ("jor", "himaya.txt", ARABIC, facts("قانون حماية الطفل على الشبكة", "رقم 4 لسنة 2020", 2020, "ar")),
    ]
}

pub(super) fn reading() -> ReadingProcess {
    ReadingProcess { program: PathBuf::new(), pdftotext: false }
}

/// A workspace with these laws. It is made once and only read.
fn library() -> Workbench {
    static MADE: OnceLock<(tempfile::TempDir, Workbench)> = OnceLock::new();
    let (_, workbench) = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let workbench = Workbench::init(&folder.path().join("workspace"), "", Language::english()).unwrap();
        for (country, name, text, given) in laws() {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            let request = AddRequest {
                paths: vec![path],
                country: Iso3::parse(country).unwrap(),
                given,
                replace: false,
                reading: reading(),
            };
            assert_eq!(workbench.add_laws(&request, &mut |_| {}).unwrap().added, 1);
        }
        (folder, workbench)
    });
    workbench.clone()
}

impl Tui {
    /// The list of assessments of the demonstration, with a library of our own.
    pub(super) fn library(columns: u16, rows: u16) -> Self {
        let mut tui = Self::home(columns, rows);
        tui.workbench = library();
        tui
    }

    /// Search with a query that has been answered.
    pub(super) fn searched(columns: u16, rows: u16, query: &str) -> Self {
        let mut tui = Self::library(columns, rows);
        tui.key("f3");
        tui.types(query);
        tui.rests();
        tui
    }

    /// The answer to what Search or Reader asked for.
    pub(super) fn answer(&self, effect: Effect) -> Option<Told> {
        let told = match effect {
            Effect::Search { number, request } => {
                let found = self.workbench.search(&request, &reading(), &mut |_, _| {});
                let result = found.map(std::sync::Arc::new).map_err(|error| match error {
                    crate::workbench::WorkbenchError::Query { column, length, message, hint, .. } => {
                        Refusal::Query { column, length, message, hint }
                    }
                    other => Refusal::Other(other.to_string()),
                });
                Told::Found { number, query: request.query, result }
            }
            Effect::ReadLaw { law, request } => {
                let query = request.as_ref().map(|r| r.query.clone());
                match self.workbench.open_marked(&law, request.as_deref(), &reading()) {
                    Ok(marked) => Told::LawRead(std::sync::Arc::new(Book::new(marked, query))),
                    Err(error) => Told::LawNotRead(law, error.to_string()),
                }
            }
            Effect::ListLaws => Told::Laws(self.workbench.shelf(None, &reading()).laws),
            Effect::LibraryFacts(country) => Told::LibraryFacts(shell_law::facts(&self.workbench, country)),
            _ => return None,
        };
        Some(told)
    }

    /// Everything that was asked for comes back.
    pub(super) fn settles(&mut self) {
        while !self.asked.is_empty() {
            let effect = self.asked.remove(0);
            if let Some(told) = self.answer(effect) {
                self.happens(Event::Told(told));
            }
        }
    }

    /// Typing rests, and what follows from it comes back.
    pub(super) fn rests(&mut self) {
        self.after(Duration::from_millis(200));
        self.settles();
    }

    fn labels(&self) -> Vec<String> {
        self.state.search.hits().iter().map(|h| h.provision.label.clone()).collect()
    }
}

#[test]
fn it_is_searched_as_somebody_types_and_the_newest_wins() {
    let mut tui = Tui::library(120, 40);
    tui.key("f3");
    tui.settles();
    tui.types("groom");
    assert!(!tui.asked.iter().any(|e| matches!(e, Effect::Search { .. })), "typing has not rested");
    tui.after(Duration::from_millis(100));
    let first = tui.asked.pop().unwrap();
    tui.types("ing");
    tui.after(Duration::from_millis(100));
    let second = tui.asked.pop().unwrap();
    let (late, early) = (tui.answer(first).unwrap(), tui.answer(second).unwrap());
    tui.happens(Event::Told(early));
    assert_eq!(tui.labels(), ["s. 4"]);
    tui.happens(Event::Told(late));
    assert_eq!(tui.labels(), ["s. 4"], "an older answer came later");
    assert_eq!(tui.state.search.request.as_ref().unwrap().query, "grooming");
}

#[test]
fn a_half_query_shows_its_fault_and_keeps_the_hits() {
    let mut tui = Tui::searched(120, 40, "image");
    let before = tui.labels();
    assert!(before.len() > 1);
    tui.types(" \"of ab");
    tui.rests();
    let seen = tui.seen();
    assert!(seen.contains("> Search: image \"of ab\n"), "{seen}");
    assert!(seen.contains("                ^") && seen.contains("no closing quote"), "{seen}");
    assert_eq!(tui.labels(), before);
    tui.types("use\"");
    tui.rests();
    assert!(!tui.seen().contains("no closing quote"));
}

#[test]
fn esc_keeps_the_query_and_the_place() {
    let mut tui = Tui::searched(80, 24, "image OR imagen");
    tui.keys(&["down", "down"]);
    let at = tui.state.search.at;
    assert_eq!(at, 1);
    tui.key("enter");
    tui.settles();
    assert_eq!(tui.state.screen, Screen::Reader);
    tui.key("esc");
    assert_eq!(
        (tui.state.screen, tui.state.search.pane, tui.state.search.at),
        (Screen::Search, SearchPane::Hits, at)
    );
    tui.keys(&["esc", "esc"]);
    assert_eq!(tui.state.screen, Screen::Home);
    tui.key("f3");
    assert_eq!(tui.state.search.query.text(), "image OR imagen");
    assert!(!tui.labels().is_empty());
}

#[test]
fn counts_are_filters_that_can_be_taken_out_again() {
    let mut tui = Tui::searched(120, 40, "image OR abuso");
    let all = tui.labels().len();
    let seen = tui.seen();
    assert!(seen.contains("[ ] Kenya") && seen.contains("[ ] Peru"), "{seen}");
    tui.keys(&["tab", "tab"]);
    let peru = tui
        .state
        .search
        .facets()
        .iter()
        .position(|row| matches!(row, FacetRow::Value { count, .. } if &*count.value == "per"));
    for _ in 0..peru.unwrap() {
        tui.key("down");
    }
    tui.key("enter");
    tui.settles();
    let seen = tui.seen();
    assert!(seen.contains("[x] Peru") && !seen.contains("[ ] Kenya"), "{seen}");
    assert!(seen.contains("Country Peru") && seen.contains("of Peru are not in the library"), "{seen}");
    assert_eq!(tui.labels(), ["art. 2"]);
    tui.key("enter");
    tui.settles();
    assert_eq!(tui.labels().len(), all);
}

#[test]
fn a_year_is_asked_for_in_the_query() {
    let mut tui = Tui::searched(120, 40, "image OR abuso");
    tui.keys(&["tab", "tab", "end", "enter"]);
    tui.settles();
    assert_eq!(tui.state.search.query.text(), "(image OR abuso) year:2019");
    assert_eq!(tui.labels(), ["art. 2"]);
    tui.key("enter");
    tui.settles();
    assert_eq!(tui.state.search.query.text(), "(image OR abuso)");
}

#[test]
fn the_form_of_filters_sets_them() {
    let mut tui = Tui::searched(80, 24, "image OR abuso");
    tui.key("ctrl-f");
    tui.keys(&["down", "right", "right", "right"]);
    tui.key("ctrl-s");
    tui.settles();
    assert_eq!(
        tui.state.search.filters.languages.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["es"]
    );
    assert_eq!(tui.labels(), ["art. 2"]);
    tui.key("ctrl-f");
    tui.keys(&["down", "down"]);
    tui.types("nonsense");
    tui.key("ctrl-s");
    assert!(tui.seen().contains("is no id of a law"));
    tui.key("esc");
    tui.keys(&["down", "I"]);
    tui.settles();
    assert!(tui.state.search.filters.languages.is_empty());
}

#[test]
fn the_country_of_the_assessment_is_searched_first() {
    let mut tui = Tui::open(80, 24);
    tui.workbench = library();
    tui.key("f3");
    tui.settles();
    let country = tui.state.open.as_ref().unwrap().id().country.clone();
    assert_eq!(tui.state.search.filters.countries, [country]);
    tui.keys(&["esc"]);
    assert_eq!(tui.state.screen, Screen::Checklist, "back to where it was opened from");
}

#[test]
fn a_place_is_cited_by_its_subsection() {
    let mut tui = Tui::searched(120, 40, "possesses country:ken");
    tui.keys(&["down", "enter"]);
    tui.settles();
    tui.key("y");
    let citation = "Online Safety of Children Act, No. 9 of 2021 (Kenya), s. 3(1)(b)";
    let Some(Effect::CopyQuietly(text)) = tui.asked.last() else { panic!("{:?}", tui.asked.last()) };
    assert_eq!(text, citation);
    assert!(tui.seen().contains(&format!("Copied: {citation}")));
    tui.key("]");
    tui.key("y");
    let Some(Effect::CopyQuietly(text)) = tui.asked.last() else { panic!("{:?}", tui.asked.last()) };
    assert_eq!(text, "Online Safety of Children Act, No. 9 of 2021 (Kenya), s. 4");
    // Where the line is too short for it, the whole of it can be read all the same.
    tui.resize(60, 20);
    tui.key("y");
    let seen = tui.seen();
    assert!(seen.contains("Citation") && matches!(tui.state.popups.last(), Some(Popup::Choice(_))), "{seen}");
}

#[test]
fn a_law_is_gone_through_by_hits_words_and_labels() {
    let mut tui = Tui::searched(80, 24, "image country:ken");
    tui.keys(&["down", "enter"]);
    tui.settles();
    let place = |tui: &Tui| tui.state.reader.as_ref().unwrap().place.0;
    let first = place(&tui);
    tui.key("n");
    assert_ne!(place(&tui), first);
    tui.key("N");
    assert_eq!(place(&tui), first);
    tui.key("/");
    tui.types("NINETY   days");
    tui.key("enter");
    let reader = tui.state.reader.as_ref().unwrap();
    assert_eq!((reader.found.len(), reader.found[0].of(reader.book.text())), (1, "ninety days"));
    assert_eq!(reader.place, (reader.found[0].start, true));
    assert!(tui.seen().contains("1 of 1"));
    tui.key("esc");
    assert!(tui.state.reader.as_ref().unwrap().find.is_empty(), "the first Esc ends the finding");
    tui.key(":");
    tui.types("s. 4");
    let Some(Popup::Menu(menu)) = tui.state.popups.last() else { panic!() };
    assert!(menu.fitting()[0].label.starts_with("s. 4"));
    tui.key("enter");
    tui.key("y");
    assert!(tui.seen().contains("s. 4"));
    tui.key("/");
    tui.types("elephant");
    tui.key("enter");
    assert!(tui.seen().contains("\"elephant\" is not here."));
}

#[test]
fn a_label_is_found_by_its_number() {
    let mut tui = Tui::searched(80, 24, "niño");
    tui.keys(&["down", "enter"]);
    tui.settles();
    for (typed, expected) in
        [("2-a", "art. 2-A"), ("2", "art. 2 "), ("artículo 1", "art. 1"), ("propuestas", "art. 2-A")]
    {
        tui.key(":");
        tui.types(typed);
        let Some(Popup::Menu(menu)) = tui.state.popups.last() else { panic!() };
        let labels: Vec<&str> = menu.fitting().iter().map(|i| i.label.as_str()).collect();
        assert!(labels.first().is_some_and(|l| l.starts_with(expected)), "{typed}: {labels:?}");
        tui.key("esc");
    }
}

#[test]
fn any_law_can_be_opened_from_the_list() {
    let mut tui = Tui::library(80, 24);
    tui.key("ctrl-o");
    tui.settles();
    assert!(tui.seen().contains("Online Safety of Children Act"));
    tui.types("ninez");
    tui.key("enter");
    tui.settles();
    assert_eq!(tui.state.screen, Screen::Reader);
    assert_eq!(tui.state.reader.as_ref().unwrap().book.id().country.as_str(), "per");
    tui.key("f");
    assert!(tui.seen().contains("Number: Ley 40001"));
    tui.keys(&["esc", "esc"]);
    assert_eq!(tui.state.screen, Screen::Home);
}

#[test]
fn an_empty_library_says_how_laws_come_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut tui = Tui::home(80, 24);
    tui.workbench = Workbench::init(&folder.path().join("empty"), "", Language::english()).unwrap();
    tui.key("f3");
    tui.settles();
    assert!(tui.seen().contains("mnr law add"));
    tui.types("child");
    tui.rests();
    assert!(tui.seen().contains("mnr law add"));
}

#[test]
fn up_brings_earlier_queries_back() {
    let mut tui = Tui::searched(80, 24, "image");
    tui.keys(&["enter", "esc"]);
    tui.key("ctrl-a");
    tui.types("grooming");
    tui.rests();
    tui.keys(&["enter", "esc", "up"]);
    assert_eq!(tui.state.search.query.text(), "image");
    tui.key("down");
    assert_eq!(tui.state.search.query.text(), "grooming");
}

#[test]
fn what_was_found_is_marked_without_colours() {
    let mut tui = Tui::searched(80, 24, "grooming");
    tui.state.theme = crate::tui::theme::Theme::new(crate::model::config::ThemeName::Dark, false);
    assert!(tui.seen().contains("**Grooming**"));
    tui.keys(&["down", "enter"]);
    tui.settles();
    let seen = tui.seen();
    assert!(seen.lines().any(|l| l.contains("> 4. Grooming")), "{seen}");
}

#[test]
fn right_to_left_text_stands_beside_nothing() {
    let mut tui = Tui::searched(120, 40, "صورة");
    assert_eq!(tui.labels(), ["المادة 2"]);
    let beside =
        |tui: &mut Tui| tui.seen().lines().any(|l| l.matches('│').count() + l.matches('┃').count() > 3);
    assert!(!beside(&mut tui), "{}", tui.seen());
    // All of the words are there, right to the border.
    assert!(tui.seen().contains("للآخرين.│"), "{}", tui.seen());
    tui.keys(&["down", "enter"]);
    tui.settles();
    assert!(!beside(&mut tui));
    tui.state.reorders = Reorders::Us;
    tui.resize(121, 40);
    assert!(beside(&mut tui), "a terminal that orders nothing can have panes side by side");
}

#[test]
fn indexing_is_told_and_ends() {
    let mut tui = Tui::searched(120, 40, "image");
    tui.types("s");
    tui.after(Duration::from_millis(100));
    tui.happens(Event::Told(Told::Indexing { done: 3, of: 10_156 }));
    assert!(tui.seen().contains("3 of 10156 laws"));
    tui.settles();
    assert!(!tui.seen().contains("10156"));
}
