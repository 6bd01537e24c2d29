//! Search and Reader at three sizes, as snapshots.

use crate::tui::tests::Tui;

/// The screens by name.
fn screen(name: &str) -> Tui {
    match name {
        "search-empty" => Tui::searched(80, 24, ""),
        "search" => {
            let mut tui = Tui::searched(80, 24, "image OR abuso OR صورة");
            tui.key("down");
            tui
        }
        "search-counts" => {
            let mut tui = Tui::searched(80, 24, "image OR abuso");
            tui.keys(&["tab", "tab", "down"]);
            tui
        }
        "search-spanish" => Tui::searched(80, 24, "niños lang:es"),
        "search-fault" => Tui::searched(80, 24, "image AND (grooming OR"),
        "search-filters" => {
            let mut tui = Tui::searched(80, 24, "image");
            tui.key("ctrl-f");
            tui
        }
        "reader" | "reader-outline" | "reader-jump" | "reader-facts" => {
            let mut tui = Tui::searched(80, 24, "image country:ken");
            tui.keys(&["down", "down", "enter"]);
            tui.settles();
            match name {
                "reader-outline" => tui.key("tab"),
                "reader-jump" => {
                    tui.key(":");
                    tui.types("3");
                }
                "reader-facts" => tui.key("f"),
                _ => {}
            }
            tui
        }
        "reader-arabic" => {
            let mut tui = Tui::searched(80, 24, "الأطفال");
            tui.keys(&["down", "enter"]);
            tui.settles();
            tui
        }
        "laws" => {
            let mut tui = Tui::library(80, 24);
            tui.key("ctrl-o");
            tui.settles();
            tui
        }
        other => panic!("{other}"),
    }
}

#[test]
fn both_screens_at_three_sizes() {
    let names = [
        "search-empty",
        "search",
        "search-counts",
        "search-spanish",
        "search-fault",
        "search-filters",
        "reader",
        "reader-outline",
        "reader-jump",
        "reader-facts",
        "reader-arabic",
        "laws",
    ];
    for name in names {
        let mut tui = screen(name);
        for (columns, rows) in [(80, 24), (120, 40), (60, 20)] {
            tui.resize(columns, rows);
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), tui.seen());
        }
    }
}
