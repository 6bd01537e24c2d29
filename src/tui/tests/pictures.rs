//! The pictures of the README, drawn from the screens themselves, so that they are never out of date.
#![expect(clippy::disallowed_methods, reason = "compares with the pictures in the project")]

use std::fmt::Write as _;
use std::path::Path;

use ratatui::style::{Color, Modifier};

use crate::tui::tests::Tui;
use crate::tui::text::width;

const CELL: (f32, f32) = (8.4, 17.0);

fn colour(colour: Color, otherwise: &str) -> String {
    let name = match colour {
        Color::Cyan => "#56b6c2",
        Color::Yellow => "#e5c07b",
        Color::LightRed => "#ff7b72",
        Color::LightBlue => "#79b8ff",
        Color::LightMagenta => "#d2a8ff",
        Color::Gray => "#b0b7c0",
        Color::DarkGray => "#6e7681",
        _ => otherwise,
    };
    name.to_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The screen as an SVG picture: one text element for every stretch of one look.
fn svg(tui: &mut Tui) -> String {
    tui.seen();
    let buffer = tui.terminal.backend().buffer().clone();
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0} {:.0}\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" fill=\"#0d1117\"/>\n",
        f32::from(columns) * CELL.0 + 16.0,
        f32::from(rows) * CELL.1 + 16.0
    );
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            let look = |x: u16| {
                let cell = &buffer[(x, y)];
                (cell.fg, cell.modifier)
            };
            let (start, now) = (x, look(x));
            let mut text = String::new();
            while x < columns && look(x) == now {
                let symbol = buffer[(x, y)].symbol();
                text.push_str(&symbol.replace('\u{200e}', ""));
                x += u16::try_from(width(symbol)).unwrap().max(1);
            }
            let reversed = now.1.contains(Modifier::REVERSED);
            let (left, top) = (f32::from(start) * CELL.0 + 8.0, f32::from(y) * CELL.1 + 8.0);
            let wide = f32::from(x - start) * CELL.0;
            if reversed {
                let _ = writeln!(
                    out,
                    "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{:.1}\" fill=\"#c9d1d9\"/>",
                    CELL.1
                );
            }
            if text.trim().is_empty() {
                continue;
            }
            let ink = if reversed { "#0d1117".to_owned() } else { colour(now.0, "#e6edf3") };
            let weight = if now.1.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
            let _ = writeln!(
                out,
                "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{wide:.1}\" xml:space=\"preserve\" fill=\"{ink}\"{weight}>{}</text>",
                top + 13.0,
                escaped(&text)
            );
        }
    }
    out.push_str("</svg>\n");
    out
}

#[test]
fn the_pictures_show_the_program() {
    let mut checklist = Tui::open(120, 30);
    checklist.keys(&["down", "down", "enter", "down", "enter"]);
    let mut gaps = Tui::open(110, 28);
    gaps.key("f6");
    let mut level = Tui::open(80, 26);
    level.keys(&["down", "down", "L"]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    let mut stale = Vec::new();
    for (name, tui) in [("checklist", &mut checklist), ("gaps", &mut gaps), ("level", &mut level)] {
        let drawn = svg(tui);
        let path = folder.join(format!("{name}.svg"));
        if std::fs::read_to_string(&path).unwrap_or_default() != drawn {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(format!("{name}.new.svg")), drawn).unwrap();
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "look at tests/pictures/*.new.svg and put them in place: {stale:?}");
}
