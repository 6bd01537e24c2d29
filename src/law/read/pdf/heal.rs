//! A file whose table of objects is broken, written anew from the objects that are there.
//!
//! Every `12 0 obj` is looked for, the last of each number holds, lengths of streams are measured, and a new
//! table is put at the end. What the objects say is not touched.

use std::collections::BTreeMap;

use memchr::memmem;

/// An object as it stands in the file.
#[derive(Debug, Clone, Copy)]
struct Found {
    generation: u32,
    /// The first byte after `obj`.
    start: usize,
    /// The first byte of its number.
    head: usize,
}

/// More objects than any file of law has.
const MOST: usize = 2_000_000;

/// The file written anew, or nothing where there are no objects.
pub(super) fn rebuilt(bytes: &[u8]) -> Option<Vec<u8>> {
    let found = objects(bytes);
    if found.is_empty() {
        return None;
    }
    let mut heads: Vec<usize> = found.iter().map(|(_, f)| f.head).collect();
    heads.sort_unstable();
    let latest: BTreeMap<u32, Found> = found.iter().copied().collect();

    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut offsets = BTreeMap::new();
    for (number, object) in &latest {
        let next = heads.partition_point(|h| *h <= object.head);
        let end = heads.get(next).copied().unwrap_or(bytes.len());
        let body = bytes.get(object.start..end).unwrap_or_default();
        offsets.insert(*number, (out.len(), object.generation));
        out.extend_from_slice(format!("{number} {} obj", object.generation).as_bytes());
        put_body(body, &mut out);
        out.extend_from_slice(b"\nendobj\n");
    }

    let table = out.len();
    out.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, (offset, generation)) in &offsets {
        out.extend_from_slice(format!("{number} 1\n{offset:010} {generation:05} n \n").as_bytes());
    }
    let size = offsets.keys().next_back().map_or(1, |n| n.saturating_add(1));
    let mut trailer = format!("trailer\n<</Size {size}").into_bytes();
    let root = reference(bytes, b"/Root")
        .filter(|r| holds_reference(&latest, *r))
        .or_else(|| catalog(bytes, &latest));
    for (key, value) in
        [("/Root", root), ("/Info", reference(bytes, b"/Info")), ("/Encrypt", reference(bytes, b"/Encrypt"))]
    {
        if let Some((number, generation)) = value {
            trailer.extend_from_slice(format!("{key} {number} {generation} R").as_bytes());
        }
    }
    if let Some(id) = file_id(bytes) {
        trailer.extend_from_slice(b"/ID");
        trailer.extend_from_slice(id);
    }
    out.extend_from_slice(&trailer);
    out.extend_from_slice(format!(">>\nstartxref\n{table}\n%%EOF\n").as_bytes());
    Some(out)
}

fn objects(bytes: &[u8]) -> Vec<(u32, Found)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = position(bytes, from, b"obj") {
        from = at + 3;
        if let Some((number, generation, head)) = numbers_before(bytes, at)
            && found.len() < MOST
        {
            found.push((number, Found { generation, start: at + 3, head }));
        }
    }
    found
}

/// The two numbers that stand before `obj`.
fn numbers_before(bytes: &[u8], at: usize) -> Option<(u32, u32, usize)> {
    let (generation, at) = number_before(bytes, at)?;
    let (number, at) = number_before(bytes, at)?;
    (generation <= 65_535 && number < 8_388_608).then_some((number, generation, at))
}

fn number_before(bytes: &[u8], end: usize) -> Option<(u32, usize)> {
    let before = bytes.get(..end)?;
    let space = before.iter().rev().take(8).take_while(|b| b.is_ascii_whitespace()).count();
    let end = end - space;
    let digits = before.get(..end)?.iter().rev().take(10).take_while(|b| b.is_ascii_digit()).count();
    let start = end - digits;
    let text = std::str::from_utf8(bytes.get(start..end)?).ok()?;
    Some((text.parse().ok()?, start))
}

fn position(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    memmem::find(bytes.get(from..)?, what).map(|at| from + at)
}

fn last_position(bytes: &[u8], what: &[u8]) -> Option<usize> {
    memmem::rfind(bytes, what)
}

/// Puts an object down, with the length of its stream as it is.
fn put_body(body: &[u8], out: &mut Vec<u8>) {
    let stream =
        position(body, 0, b"stream").filter(|at| body.get(..*at).is_some_and(|b| !contains(b, b"endobj")));
    let Some(stream) = stream else {
        let end = position(body, 0, b"endobj").unwrap_or(body.len());
        // A damaged object may run into the table or the trailer.
        let end =
            [&b"xref"[..], b"trailer"].iter().filter_map(|w| position(body, 0, w)).fold(end, usize::min);
        out.extend_from_slice(body.get(..end).unwrap_or_default());
        return;
    };
    let mut start = stream + 6;
    if body.get(start) == Some(&b'\r') {
        start += 1;
    }
    if body.get(start) == Some(&b'\n') {
        start += 1;
    }
    let content = body.get(start..).unwrap_or_default();
    let mut end = last_position(content, b"endstream")
        .or_else(|| last_position(content, b"endobj"))
        .unwrap_or(content.len());
    for eol in [b'\n', b'\r'] {
        if end > 0 && content.get(end - 1) == Some(&eol) {
            end -= 1;
        }
    }
    let content = content.get(..end).unwrap_or_default();
    let head = body.get(..stream).unwrap_or_default();
    let open = position(head, 0, b"<<").map_or(0, |at| at + 2);
    out.extend_from_slice(format!("\n<</Length {} ", content.len()).as_bytes());
    let mut head = head.get(open..).unwrap_or_default().to_vec();
    let mut from = 0;
    while let Some(at) = position(&head, from, b"/Length") {
        from = at + 7;
        if head.get(from).is_none_or(|b| !b.is_ascii_alphanumeric())
            && let Some(last) = head.get_mut(from - 1)
        {
            *last = b'q';
        }
    }
    out.extend_from_slice(&head);
    out.extend_from_slice(b"stream\n");
    out.extend_from_slice(content);
    out.extend_from_slice(b"\nendstream");
}

fn contains(bytes: &[u8], what: &[u8]) -> bool {
    position(bytes, 0, what).is_some()
}

/// The last `KEY 12 0 R` of the file.
fn reference(bytes: &[u8], key: &[u8]) -> Option<(u32, u32)> {
    let at = last_position(bytes, key)? + key.len();
    let rest = bytes.get(at..(at + 40).min(bytes.len()))?;
    let text: String = rest.iter().map(|b| char::from(*b)).collect();
    let mut words = text.split_ascii_whitespace();
    let number = words.next()?.parse().ok()?;
    let generation = words.next()?.parse().ok()?;
    words.next()?.starts_with('R').then_some((number, generation))
}

/// Whether a reference can be right: an object that is there, or that may be packed within another.
fn holds_reference(latest: &BTreeMap<u32, Found>, (number, _): (u32, u32)) -> bool {
    latest.contains_key(&number)
        || latest.len() < usize::try_from(number).unwrap_or(usize::MAX).saturating_mul(4)
}

fn catalog(bytes: &[u8], latest: &BTreeMap<u32, Found>) -> Option<(u32, u32)> {
    latest.iter().find_map(|(number, object)| {
        let body = bytes.get(object.start..)?;
        let body = body.get(..body.len().min(4_000))?;
        let body = body.get(..position(body, 0, b"endobj").unwrap_or(body.len()))?;
        (contains(body, b"/Catalog") && contains(body, b"/Pages")).then_some((*number, object.generation))
    })
}

/// The last `/ID [<..><..>]`: files with a password need it.
fn file_id(bytes: &[u8]) -> Option<&[u8]> {
    let at = last_position(bytes, b"/ID")? + 3;
    let rest = bytes.get(at..)?;
    let open = rest.iter().take(4).position(|b| *b == b'[')?;
    let close = rest.iter().take(400).position(|b| *b == b']')?;
    rest.get(open..=close)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_each_object_holds_and_lengths_are_measured() {
        let broken = b"junk 3 0 obj (old) endobj 1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
            4 0 obj <</Length 99 /Length1 7>> stream\nBT ET\nendstream endobj\n3 0 obj (new)\nxref 0 9";
        let whole = String::from_utf8_lossy(&rebuilt(broken).unwrap()).into_owned();
        assert!(!whole.contains("(old)") && whole.contains("3 0 obj (new)\n\nendobj"), "{whole}");
        assert!(whole.contains("<</Length 5 /Lengtq 99 /Length1 7>> stream\nBT ET\nendstream"), "{whole}");
        assert!(whole.contains("trailer\n<</Size 5/Root 1 0 R>>"), "{whole}");
        assert_eq!(rebuilt(b"nothing here, obj or not"), None);
    }
}
