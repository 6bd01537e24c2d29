//! A document on its way from the process that read it: one line a block, so that nothing has to be trusted to
//! parse more than it must.

use serde_json::{Value, json};

use crate::law::block::{Block, BlockKind, Document, FoundFacts};
use crate::law::read::ReadFault;

/// The result of a reading as bytes.
pub(crate) fn write(read: &Result<Document, ReadFault>) -> Vec<u8> {
    let value = match read {
        Ok(document) => json!({
            "blocks": document.blocks.iter().map(block).collect::<Vec<_>>(),
            "title": document.facts.title,
            "pages": document.pages,
            "read_by": document.read_by,
            "notes": document.notes,
        }),
        Err(fault) => json!({ "fault": self::fault(fault) }),
    };
    serde_json::to_vec(&value).unwrap_or_default()
}

fn block(block: &Block) -> Value {
    let heading = match block.kind {
        BlockKind::Heading(depth) => Some(depth),
        _ => None,
    };
    json!([block.text, block.page, block.strong, heading])
}

fn fault(fault: &ReadFault) -> Value {
    let (kind, detail) = match fault {
        ReadFault::Malformed { detail } => ("malformed", json!(detail)),
        ReadFault::TooMuch { detail } => ("too_much", json!(detail)),
        ReadFault::Encrypted => ("encrypted", Value::Null),
        ReadFault::Scanned { pages, with_text } => ("scanned", json!([pages, with_text])),
        ReadFault::Empty => ("empty", Value::Null),
        ReadFault::Refused { detail } => ("refused", json!(detail)),
        ReadFault::Exhausted { detail } => ("exhausted", json!(detail)),
        ReadFault::Crashed { detail } => ("crashed", json!(detail)),
    };
    json!([kind, detail])
}

/// Reads what came back. Anything else than what [`write()`] makes is a reader that gave up.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadFault> {
    let gave_up = || ReadFault::Crashed { detail: "its reader gave up".to_owned() };
    let value: Value = serde_json::from_slice(bytes).map_err(|_| gave_up())?;
    if let Some(fault) = value.get("fault") {
        return Err(read_fault(fault).unwrap_or_else(gave_up));
    }
    let blocks = value.get("blocks").and_then(Value::as_array).ok_or_else(gave_up)?;
    let blocks = blocks.iter().map(read_block).collect::<Option<Vec<_>>>().ok_or_else(gave_up)?;
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let notes = value.get("notes").and_then(Value::as_array).into_iter().flatten();
    Ok(Document {
        blocks,
        facts: FoundFacts { title: text("title"), ..FoundFacts::default() },
        pages: value.get("pages").and_then(Value::as_u64).and_then(|p| u32::try_from(p).ok()),
        read_by: text("read_by"),
        notes: notes.filter_map(|n| n.as_str().map(str::to_owned)).collect(),
    })
}

fn read_block(value: &Value) -> Option<Block> {
    let number = |i: usize| value.get(i).and_then(Value::as_u64);
    let kind = match number(3) {
        Some(depth) => BlockKind::Heading(u8::try_from(depth).ok()?),
        None => BlockKind::Line,
    };
    Some(Block {
        kind,
        text: value.get(0)?.as_str()?.to_owned(),
        page: number(1).and_then(|p| u32::try_from(p).ok()),
        strong: value.get(2)?.as_bool()?,
        unit: None,
    })
}

fn read_fault(value: &Value) -> Option<ReadFault> {
    let detail = || value.get(1).and_then(Value::as_str).unwrap_or_default().to_owned();
    let number = |i: usize| value.get(1)?.get(i)?.as_u64().and_then(|n| u32::try_from(n).ok());
    Some(match value.get(0)?.as_str()? {
        "malformed" => ReadFault::Malformed { detail: detail() },
        "too_much" => ReadFault::TooMuch { detail: detail() },
        "encrypted" => ReadFault::Encrypted,
        "scanned" => ReadFault::Scanned { pages: number(0)?, with_text: number(1)? },
        "empty" => ReadFault::Empty,
        "refused" => ReadFault::Refused { detail: detail() },
        "exhausted" => ReadFault::Exhausted { detail: detail() },
        "crashed" => ReadFault::Crashed { detail: detail() },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_arrives() {
        let block =
            |text: &str, kind| Block { kind, text: text.to_owned(), page: Some(3), strong: true, unit: None };
        let document = Document {
            blocks: vec![block("24. Offence", BlockKind::Heading(2)), block("قانون\u{1}", BlockKind::Line)],
            facts: FoundFacts { title: Some("An Act".to_owned()), ..FoundFacts::default() },
            pages: Some(4),
            read_by: Some("glyphs".to_owned()),
            notes: vec!["1 of 4 pages has no text".to_owned()],
        };
        assert_eq!(read(&write(&Ok(document.clone()))), Ok(document));
        for fault in [
            ReadFault::Malformed { detail: "x".to_owned() },
            ReadFault::Encrypted,
            ReadFault::Scanned { pages: 40, with_text: 1 },
            ReadFault::Empty,
            ReadFault::TooMuch { detail: "y".to_owned() },
        ] {
            assert_eq!(read(&write(&Err(fault.clone()))), Err(fault));
        }
        for half in [&b""[..], b"{", b"{\"blocks\":[[1]]}", b"{\"fault\":[\"?\"]}"] {
            assert!(matches!(read(half), Err(ReadFault::Crashed { .. })));
        }
    }
}
