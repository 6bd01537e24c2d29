//! What must hold for any text: nothing breaks the reader, every fault has a place in the query, and every
//! tree can be printed and read again.

use crate::law::query::{LONGEST_QUERY, Leaf, Near, Node, Place, parse};

#[test]
fn leaves_know_their_place() {
    let query = parse("طفل title:(act OR \"penal code\"~5) NOT \\-x").unwrap();
    let places: Vec<(usize, usize)> = collect(&query.root).iter().map(|p| (p.column, p.length)).collect();
    assert_eq!(places, [(1, 3), (12, 3), (19, 14), (39, 3)]);
    assert_eq!(query.root.marked().len(), 3);
}

fn collect(node: &Node) -> Vec<Place> {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().flat_map(collect).collect(),
        Node::Not(inner) => collect(inner),
        Node::Near(near) => near.left.iter().chain(&near.right).map(Leaf::place).collect(),
        Node::Leaf(leaf) => vec![leaf.place()],
        Node::Filter(_, place) => vec![*place],
    }
}

/// The tree without its places.
fn bare(node: &Node) -> Node {
    let leaf = |leaf: &Leaf| {
        let mut leaf = leaf.clone();
        match &mut leaf {
            Leaf::Word(word) => word.place = Place::default(),
            Leaf::Phrase(phrase) => phrase.place = Place::default(),
            Leaf::Concept(concept) => concept.place = Place::default(),
        }
        leaf
    };
    match node {
        Node::And(nodes) => Node::And(nodes.iter().map(bare).collect()),
        Node::Or(nodes) => Node::Or(nodes.iter().map(bare).collect()),
        Node::Not(inner) => Node::Not(Box::new(bare(inner))),
        Node::Near(near) => Node::Near(Near {
            left: near.left.iter().map(leaf).collect(),
            right: near.right.iter().map(leaf).collect(),
            place: Place::default(),
            ..near.clone()
        }),
        Node::Leaf(inner) => Node::Leaf(leaf(inner)),
        Node::Filter(filter, _) => Node::Filter(filter.clone(), Place::default()),
    }
}

/// Numbers that are the same in every run.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }

    fn text(&mut self, pieces: &[&str], most: usize) -> String {
        let count = self.below(most);
        (0..count).map(|_| pieces[self.below(pieces.len())]).collect()
    }
}

/// What must hold for any text; whether it was read.
fn holds(query: &str) -> bool {
    let characters = query.chars().count();
    match parse(query) {
        Ok(parsed) => {
            let printed = parsed.to_string();
            // A normal form is longer than what was typed, and may be too long to be typed.
            if printed.chars().count() > LONGEST_QUERY {
                return true;
            }
            let again = parse(&printed).unwrap_or_else(|fault| panic!("{query:?} -> {printed:?}: {fault}"));
            assert_eq!(bare(&again.root), bare(&parsed.root), "{query:?} -> {printed:?}");
            assert_eq!(again.to_string(), printed, "{query:?}");
            for place in collect(&parsed.root) {
                assert!(place.column >= 1 && place.length >= 1 && place.end() <= characters + 1, "{query:?}");
            }
            let _ = parsed.split();
            true
        }
        Err(fault) => {
            assert!((1..=characters + 1).contains(&fault.column), "{query:?}: {fault:?}");
            assert!(fault.column + fault.length <= characters + 1, "{query:?}: {fault:?}");
            assert!(!fault.message().is_empty() && !fault.hint().is_empty());
            false
        }
    }
}

#[test]
fn no_text_breaks_the_reader_and_every_tree_can_be_printed() {
    const SIGNS: &[&str] = &[
        "a", "B", "7", "é", "ط", "فْ", "儿", "🙂", "\u{301}", "ß", "İ", " ", " ", "\n", "\t", "\0", "\u{1b}",
        "\u{ad}", "\u{200f}", "\u{202e}", "\u{200c}", "\u{feff}", "\"", "“", "”", "«", "'", "(", ")", "&",
        "|", "-", "–", "+", "%", "*", "?", "!", "~", "^", ":", "/", "\\", ".", ",", "1", "٢", "½", "²", "Ⅳ",
    ];
    const WORDS: &[&str] = &[
        "child",
        "a",
        "24",
        "24(1)(b)",
        "5-A",
        "طفل",
        "l'enfant",
        " ",
        " ",
        " ",
        " AND ",
        " OR ",
        " NOT ",
        " -",
        "+",
        " % ",
        "(",
        ")",
        "\"",
        "\"a b\"",
        "\"a b c*\"~9",
        "~1",
        "~2",
        "*",
        "!",
        " w/5 ",
        " pre/3 ",
        " /s ",
        " /p ",
        "title:",
        "label:",
        "(a OR b)",
        "country:ken",
        "country:(ken OR tza)",
        "year:2010..",
        "year:<2010",
        "status:in_force",
        "law:ken/a*",
        "law:a-b",
        "page:3",
        "history:yes",
        "concept:T01",
        "\\",
        "\\*",
        "\\(",
        "NEAR",
        "lang:pt-br",
        "number:",
        "x:",
        "^2",
        "&",
        "|",
    ];
    let mut seeded = Seeded(0x5eed_0001);
    let mut read = 0_u32;
    for round in 0..100_000 {
        let query = if round % 2 == 0 { seeded.text(SIGNS, 14) } else { seeded.text(WORDS, 12) };
        read += u32::from(holds(&query));
    }
    // Enough of them are queries for the second half to mean something.
    assert!(read > 10_000, "only {read} were read");
}

#[test]
fn the_worst_queries_are_read_at_once() {
    for piece in [
        "1(1)",
        "(a OR b) w/5 ",
        "a^",
        "a*",
        "w/",
        "country:ken ",
        "\\(",
        "a|",
        "-",
        "a~",
        "\"a\"",
        "1(",
        "(",
        ")",
    ] {
        let mut query = piece.repeat(4_000 / piece.len());
        holds(&query);
        query.insert(0, '1');
        query.pop();
        holds(&query);
    }
}
