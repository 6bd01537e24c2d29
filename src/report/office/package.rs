//! The package: a ZIP archive with fixed times.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::report::office::OfficeError;

pub(in crate::report) const TYPES: &str = "[Content_Types].xml";
pub(in crate::report) const RELATIONS: &str = "_rels/.rels";
/// What a Word file is about.
pub(in crate::report) const DOCUMENT: &str = "word/document.xml";
/// What an Excel file is about.
pub(super) const WORKBOOK: &str = "xl/workbook.xml";

/// No part of a report comes near; a small file that unpacks to more is an attack.
const LIMIT: u64 = 256 << 20;

/// Packs parts by name. The time of each is the first that ZIP knows.
pub(in crate::report) fn pack(parts: &[(&str, String)]) -> Result<Vec<u8>, OfficeError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, options)?;
        writer.write_all(content.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// The XML parts of a package by name.
pub(in crate::report) fn unpack(bytes: &[u8]) -> Result<Vec<(String, String)>, OfficeError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut parts = Vec::new();
    for i in 0..archive.len() {
        let file = archive.by_index(i)?;
        let name = file.name()?.into_owned();
        if matches!(name.rsplit_once('.'), Some((_, "xml" | "rels"))) {
            let mut content = String::new();
            file.take(LIMIT).read_to_string(&mut content)?;
            parts.push((name, content));
        }
    }
    Ok(parts)
}
