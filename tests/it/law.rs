//! The commands of the library: laws taken in, listed, shown, corrected and taken out.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::{NO_POPPLER, Tool, fixture};

/// The laws of the demonstration as they would be received: without facts, in a folder `in/`.
fn received() -> Tool {
    let tool = Tool::workspace();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/demo/legislation/xda");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e != "yaml") {
            let name = path.file_name().unwrap().to_str().unwrap();
            tool.write(&format!("in/{name}"), fs::read(&path).unwrap());
        }
    }
    tool
}

fn demo_library() -> Tool {
    let tool = received();
    tool.run(&["law", "add", "in", "--country", "xda"]).ok();
    tool
}

pub(crate) fn law(number: usize) -> String {
    format!(
        "PROTECTION ACT {number}\n\nAct No. {number} of 1990\n\n1. Short title\nThis Act may be cited as the Protection Act \
         {number}.\n\n2. Duty\nEvery harbour master numbered {number} keeps a register of lanterns.\n"
    )
}

/// Two small laws: `wells` and `pits`.
pub(crate) fn two() -> Tool {
    let tool = Tool::workspace();
    tool.write("wells.txt", "WELLS ACT 1990\n\n1. Short title\nThis Act may be cited as the Wells Act, 1990.\n\n2. Covers\nEvery well must be covered.\n");
    tool.write("pits.txt", "PITS ACT 1991\n\n1. Short title\nThis Act may be cited as the Pits Act, 1991.\n\n2. Covers\nEvery pit must be covered.\n");
    tool.run(&["law", "add", "wells.txt", "pits.txt", "--country", "xaa"]).ok();
    tool
}

pub(crate) fn total(tool: &Tool, query: &str) -> u64 {
    tool.run(&["search", "--json", "--", query]).ok().json()["total"].as_u64().unwrap()
}

pub(crate) fn listed(tool: &Tool) -> Vec<Value> {
    tool.run(&["law", "list", "--json"]).ok().json()["laws"].as_array().unwrap().clone()
}

#[test]
fn six_formats_are_taken_in_once() {
    let tool = received();
    let files = [
        "codigo-penal.md",
        "cybercrime-act-2012.pdf",
        "evidence-act-2000.docx",
        "online-safety-of-children-act-2019.xml",
        "qanun-al-tifl.html",
        "sheria-ya-ulinzi-wa-mtoto-2024.txt",
    ];
    let mut shown = String::new();
    for file in files {
        let ran = tool.run(&["law", "add", &format!("in/{file}"), "--country", "xda"]).ok();
        shown.push_str(&format!("$ mnr law add {file} --country xda\n{}\n", ran.shown()));
    }
    assert_snapshot!("law_add", shown);
    let facts: Vec<PathBuf> =
        fs::read_dir(tool.path("legislation/xda")).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(facts.len(), 12);
    for law in listed(&tool) {
        let file = law["file"].as_str().unwrap();
        let ending = file.rsplit_once('.').unwrap().1;
        let source = files.iter().find(|f| f.ends_with(ending)).unwrap();
        assert_eq!(
            fs::read(tool.path(&format!("legislation/xda/{file}"))).unwrap(),
            fs::read(tool.path(&format!("in/{source}"))).unwrap(),
            "kept as received"
        );
    }
    let before: BTreeSet<(PathBuf, std::time::SystemTime)> =
        facts.iter().map(|p| (p.clone(), fs::metadata(p).unwrap().modified().unwrap())).collect();
    assert_snapshot!("law_add_again", tool.run(&["law", "add", "in", "--country", "xda"]).ok().shown());
    let after: BTreeSet<_> =
        facts.iter().map(|p| (p.clone(), fs::metadata(p).unwrap().modified().unwrap())).collect();
    assert_eq!(before, after, "nothing was written again");
    assert_snapshot!("law_list", tool.run(&["law", "list"]).ok().shown());
    let yaml = listed(&tool)[0]["id"].as_str().unwrap().to_owned();
    assert_snapshot!("law_yaml", tool.read(&format!("legislation/{yaml}.yaml")));
    assert_eq!(tool.run(&["check"]).ok().stdout, "No fault found.\n");
}

#[test]
fn the_json_of_the_list_keeps_its_fields() {
    let tool = demo_library();
    let list = tool.run(&["law", "list", "--json"]).ok().json();
    let laws = list["laws"].as_array().unwrap();
    assert_eq!(laws.len(), 6);
    for law in laws {
        for field in ["id", "country", "title", "number", "language", "status", "provisions", "quality"] {
            assert!(law.get(field).is_some(), "{field}: {law}");
        }
        assert!(law["provisions"].as_u64().unwrap() > 2, "{law}");
        let quality = law["quality"].as_f64().unwrap();
        assert!(quality > 0.9 && quality <= 1.0, "{law}");
        assert!(law["id"].as_str().unwrap().starts_with("xda/"), "{law}");
    }
    let languages: BTreeSet<&str> = laws.iter().map(|l| l["language"].as_str().unwrap()).collect();
    assert_eq!(languages, BTreeSet::from(["ar", "en", "es", "sw"]));
    assert_eq!(tool.run(&["law", "list", "--country", "ken", "--json"]).ok().json()["laws"], json!([]));
    // What the index knows and what is read from the files is the same.
    fs::remove_dir_all(tool.path(".mnr")).unwrap();
    assert_eq!(tool.run(&["law", "list", "--json"]).ok().json()["laws"], list["laws"]);
}

#[test]
fn the_library_of_a_fresh_workspace_shows_the_way_in() {
    let tool = Tool::workspace();
    let mut shown = String::new();
    for args in [
        &["law", "list"][..],
        &["law", "list", "--country", "ken"],
        &["search", "child"],
        &["index"],
        &["law", "show", "x"],
    ] {
        shown.push_str(&format!("$ mnr {}\n{}\n", args.join(" "), tool.run(args).shown()));
    }
    assert_snapshot!("law_nothing_yet", shown);
}

#[test]
fn a_law_is_shown_whole_and_in_parts() {
    let tool = demo_library();
    let english = "xda/online-safety-of-children-act-2019";
    let id = listed(&tool)
        .into_iter()
        .find(|l| l["format"] == "akn" || l["file"].as_str().unwrap().ends_with(".xml"))
        .unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(id, english);
    assert_snapshot!("law_show", tool.run(&["law", "show", &id]).ok().shown());
    let law = tool.run(&["law", "show", &id, "--json"]).ok().json();
    let provisions = law["provisions"].as_array().unwrap();
    let text = tool.run(&["law", "show", &id, "--text"]).ok().stdout;
    for provision in provisions {
        let words = provision["text"].as_str().unwrap();
        assert!(text.contains(words.replace('\t', " ").trim_end()), "{provision}");
        assert_eq!(provision["text_sha256"].as_str().unwrap().len(), 64);
        let eid = provision["eid"].as_str().unwrap();
        let alone = tool.run(&["law", "show", &id, eid, "--json"]).ok().json();
        assert_eq!(&alone, provision, "{eid}");
    }
    let some = provisions.iter().find(|p| p["kind"] == "section").unwrap();
    let (eid, label) = (some["eid"].as_str().unwrap(), some["label"].as_str().unwrap());
    let by_eid = tool.run(&["law", "show", &id, eid]).ok().shown();
    assert_snapshot!("law_show_provision", by_eid);
    for name in [label, &label.replace(' ', ""), &label.to_uppercase()] {
        assert_eq!(tool.run(&["law", "show", &id, name]).ok().shown(), by_eid, "{name}");
    }
    let short = id.split_once('/').unwrap().1;
    assert_eq!(tool.run(&["law", "show", short, eid]).ok().shown(), by_eid);
}

#[test]
fn what_is_refused_and_how() {
    let tool = two();
    tool.write("in/a.txt", law(1));
    tool.write("in/b.txt", law(2));
    tool.write("other/wells.txt", law(3));
    let mut shown = String::new();
    for (args, code) in [
        (&["law", "add", "in", "--country", "xaa", "--title", "X"][..], 2),
        (&["law", "add", "in/a.txt", "in/b.txt", "--country", "xaa", "--id", "x"], 2),
        (&["law", "add", "in", "--country", "xaa", "--number", "No. 1"], 2),
        (&["law", "add", "in/a.txt"], 2),
        (&["law", "add", "--country", "xaa"], 2),
        (&["law", "add", "in/a.txt", "--country", "xa"], 2),
        (&["law", "add", "in/a.txt", "--country", "Kenya"], 2),
        (&["law", "add", "in/a.txt", "--country", "xaa", "--id", "../x"], 2),
        (&["law", "add", "in/a.txt", "--country", "xaa", "--language", "klingonese"], 2),
        (&["law", "add", "in/a.txt", "--country", "xaa", "--status", "alive"], 2),
        (&["law", "add", "in/a.txt", "--country", "xaa", "--kind", "novel"], 2),
        (&["law", "add", "in/a.txt", "--country", "xaa", "--version-date", "2024-02-30"], 2),
        (&["law", "add", "in/a.txt", "--country", "xaa", "--year", "MMXX"], 2),
        (&["law", "add", "nothing.txt", "--country", "xaa"], 1),
        (&["law", "add", "no*.txt", "--country", "xaa"], 1),
        (&["law", "add", "in/[.txt", "--country", "xaa"], 1),
        (&["law", "add", "other/wells.txt", "--country", "xaa"], 1),
        (&["law", "show", "wels"], 2),
        (&["law", "show", "xaa/wels"], 2),
        (&["law", "show", "xab/wells"], 2),
        (&["law", "show", "wells", "sec_9"], 2),
        (&["law", "show", "wells", "sec_1", "--text"], 2),
        (&["law", "set", "wels", "--status", "in_force"], 2),
        (&["law", "set", "wells", "--status", "alive"], 2),
        (&["law", "set", "wells", "--version-date", "soon"], 2),
        (&["law", "remove", "wels", "--yes"], 2),
        (&["law", "remove", "wells"], 2),
        (&["law", "list", "--country", "k"], 2),
        (&["search"], 2),
        (&["search", "well", "--law", "wels"], 2),
        (&["search", "well", "--country", "k"], 2),
        (&["search", "well", "--language", "klingonese"], 2),
        (&["search", "well", "--status", "alive"], 2),
        (&["search", "well", "--limit", "1001"], 2),
    ] {
        let ran = tool.run_in(NO_POPPLER, args);
        assert_eq!(ran.code, code, "{args:?}: {}", ran.shown());
        let said = if code == 1 { &ran.stdout } else { &ran.stderr };
        assert!(code == 1 || ran.stdout.is_empty(), "{args:?}");
        shown.push_str(&format!("$ mnr {}\n{said}\n", args.join(" ")));
    }
    assert_snapshot!("law_refused", shown);
    assert_eq!(listed(&tool).len(), 2);
}

#[test]
fn a_mistyped_law_is_guessed() {
    let tool = two();
    for name in ["wels", "xaa/wels", "well", "Wells"] {
        for args in [
            &["law", "show", name][..],
            &["law", "set", name, "--status", "bill"],
            &["search", "well", "--law", name],
        ] {
            let ran = tool.run(args).fails(2);
            assert!(ran.stderr.contains("did you mean `xaa/wells`?"), "{args:?}: {}", ran.shown());
        }
    }
    let ran = tool.run(&["law", "set", "wells"]).fails(2);
    assert!(ran.stderr.contains("--status"), "nothing to set is no success: {}", ran.shown());
}

#[test]
fn a_law_gets_the_name_and_the_facts_that_are_given() {
    let tool = Tool::workspace();
    tool.write("a.txt", law(7));
    tool.run(&[
        "law",
        "add",
        "a.txt",
        "--country",
        "XAA",
        "--id",
        "harbour-act",
        "--title",
        "Harbour Act",
        "--title-en",
        "The Harbour Act",
        "--number",
        "Cap. 9",
        "--year",
        "1888",
        "--kind",
        "code",
        "--language",
        "sw",
        "--status",
        "repealed",
        "--version-date",
        "2001-02-03",
        "--enacted",
        "1888-01-01",
        "--commenced",
        "1888-02-01",
        "--amends",
        "Boats Act",
        "--amends",
        "Ships Act",
        "--amended-by",
        "Piers Act",
        "--source",
        "https://example.org/7",
        "--note",
        "from the gazette",
    ])
    .ok();
    assert_snapshot!("law_given_facts", tool.read("legislation/xaa/harbour-act.yaml"));
    tool.run(&["search", "lanterns", "--language", "sw", "--status", "repealed"]).ok();
    assert_eq!(total(&tool, "lanterns year:1888 kind:code"), 1);
}

#[test]
fn a_replaced_law_is_searched_in_its_new_words_alone() {
    let tool = two();
    tool.write("new/wells.txt", "WELLS ACT 1990\n\n1. Short title\nThis Act may be cited as the Wells Act, 1990.\n\n2. Fences\nEvery well must be fenced.\n");
    let ran = tool.run(&["law", "add", "new/wells.txt", "--country", "xaa"]).fails(1);
    assert!(ran.stdout.contains("--replace"), "{}", ran.shown());
    assert_eq!((total(&tool, "well covered"), total(&tool, "well fenced")), (1, 0));
    tool.run(&["law", "set", "wells", "--status", "in_force", "--note", "read twice"]).ok();
    let ran = tool.run(&["law", "add", "new/wells.txt", "--country", "xaa", "--replace"]).ok();
    assert_snapshot!("law_replace", ran.shown());
    assert_eq!((total(&tool, "well covered law:wells"), total(&tool, "well fenced")), (0, 1));
    assert_eq!(tool.run(&["law", "add", "new/wells.txt", "--country", "xaa", "--replace"]).ok().code, 0);
    assert_eq!(listed(&tool).len(), 2);
    assert_eq!(tool.run(&["check"]).ok().stdout, "No fault found.\n");
    // What a person said of the law is not lost with its old text.
    let facts = tool.read("legislation/xaa/wells.yaml");
    assert!(facts.contains("status: in_force") && facts.contains("note: read twice"), "{facts}");
}

#[test]
fn corrected_facts_put_that_law_in_anew_and_no_other() {
    let tool = two();
    assert_eq!(
        tool.run(&["index", "--json"]).ok().json(),
        json!({ "indexed": 0, "removed": 0, "problems": [] })
    );
    let ran = tool
        .run(&[
            "law",
            "set",
            "wells",
            "--status",
            "repealed",
            "--language",
            "sw",
            "--version-date",
            "2020-05-06",
        ])
        .ok();
    assert_snapshot!("law_set", format!("{}\n{}", ran.shown(), tool.read("legislation/xaa/wells.yaml")));
    assert_eq!(
        tool.run(&["index", "--json"]).ok().json(),
        json!({ "indexed": 1, "removed": 0, "problems": [] })
    );
    assert_eq!(total(&tool, "covered status:repealed language:sw"), 1);
    assert_eq!(total(&tool, "covered"), 2);
    assert_eq!(tool.run(&["index"]).ok().stdout, "The index is up to date.\n");
    assert_snapshot!("index_all", tool.run(&["index", "--all"]).ok().shown());
    assert_eq!(total(&tool, "covered"), 2);
    // A search brings it up to date by itself.
    tool.run(&["law", "set", "pits", "--status", "bill"]).ok();
    assert_eq!(total(&tool, "covered status:bill"), 1);
}

#[test]
fn corrected_facts_keep_what_was_written_beside_them() {
    let tool = two();
    let file = "legislation/xaa/wells.yaml";
    tool.write(file, tool.read(file).replace("kind: act", "# ask the archive for the gazette\nkind: act"));
    tool.run(&["law", "set", "wells", "--status", "bill", "--note", "read twice"]).ok();
    let text = tool.read(file);
    assert!(
        text.contains("# ask the archive for the gazette\nkind: act") && text.contains("status: bill"),
        "{text}"
    );
    tool.run(&["law", "set", "wells", "--note", ""]).ok();
    assert!(!tool.read(file).contains("note:"), "an empty text takes a fact back, as it does of an answer");
}

#[test]
fn what_a_person_said_survives_another_text() {
    let tool = two();
    let file = "legislation/xaa/wells.yaml";
    tool.run(&[
        "law",
        "set",
        "wells",
        "--title-en",
        "Wells",
        "--number",
        "Cap. 9",
        "--version-date",
        "2020-05-06",
        "--commenced",
        "1990-02-01",
        "--amends",
        "Buckets Act",
        "--amended-by",
        "Ropes Act",
        "--source",
        "the gazette",
        "--note",
        "read twice",
        "--status",
        "bill",
    ])
    .ok();
    tool.write(file, tool.read(file).replace("kind: act", "# ask the archive\nkind: act"));
    let before = tool.read(file);
    tool.write("new/wells.txt", "WELLS ACT 1990\n\n1. Short title\nThis Act may be cited as the Wells Act, 1990.\n\n2. Fences\nEvery well must be fenced.\n");
    let replace = ["law", "add", "new/wells.txt", "--country", "xaa", "--replace"];
    let ran = tool.run(&[&replace[..], &["--status", "in_force"]].concat()).ok();
    assert_snapshot!("law_replace_facts", ran.shown());
    let wanted = before.replace("status: bill", "status: in_force");
    let but_sha =
        |text: &str| text.lines().filter(|l| !l.contains("sha256")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(but_sha(&tool.read(file)), but_sha(&wanted));
    // The same bytes once more: nothing is written, but for facts that are given.
    let now = tool.read(file);
    let ran = tool.run(&replace).ok();
    assert!(ran.stdout.contains("is there already, as xaa/wells\n"), "{}", ran.shown());
    let ran = tool.run(&["law", "add", "new/wells.txt", "--country", "xaa", "--note", "x"]).ok();
    assert!(ran.stdout.contains("`mnr law set xaa/wells`"), "{}", ran.shown());
    assert_eq!(tool.read(file), now);
    let ran = tool.run(&[&replace[..], &["--note", "read again"]].concat()).ok();
    assert_snapshot!("law_replace_same_bytes", ran.shown());
    assert_eq!(tool.read(file), now.replace("read twice", "read again"));
    assert_eq!(total(&tool, "well fenced status:in_force"), 1);
    // Facts with faults are not written over.
    tool.write(file, now.replace("kind: act", "kind: novel"));
    tool.write("new/wells.txt", "WELLS ACT 1990\n\n1. Ropes\nEvery well must have a rope.\n");
    let ran = tool.run(&replace).fails(1);
    assert!(ran.stdout.contains("has faults and would be lost"), "{}", ran.shown());
    assert_eq!(tool.read(file), now.replace("kind: act", "kind: novel"));
    // A file that was lost comes back.
    tool.write(file, &now);
    fs::remove_file(tool.path("legislation/xaa/wells.txt")).unwrap();
    tool.run(&replace).ok();
    assert_eq!(tool.read("legislation/xaa/wells.txt"), tool.read("new/wells.txt"));
}

/// A language that the text showed gives way to the one that the new text shows; one that was set does not.
#[test]
fn the_language_that_a_person_set_is_that_of_the_new_text() {
    let tool = two();
    let replace = |text: &str| {
        tool.write("new/wells.txt", text);
        tool.run(&["law", "add", "new/wells.txt", "--country", "xaa", "--replace"]).ok();
        let law = tool.run(&["law", "show", "wells", "--json"]).ok().json();
        (law["language"].as_str().unwrap().to_owned(), law["title"].as_str().unwrap().to_owned())
    };
    let are = |language: &str, title: &str| (language.to_owned(), title.to_owned());
    let spanish = "LEY DE POZOS\n\nArtículo 1. Todo pozo debe estar cubierto por el dueño de la tierra en la que se encuentra.\n";
    assert_eq!(replace(spanish), are("es", "Ley de Pozos"));
    tool.run(&["law", "set", "wells", "--language", "pt"]).ok();
    assert_eq!(
        replace(&format!("{spanish}\nArtículo 2. El dueño de la tierra paga.\n")),
        are("pt", "Ley de Pozos")
    );
    assert_eq!(total(&tool, "dueño language:pt"), 2);
}

#[test]
fn an_empty_text_takes_a_fact_back() {
    let tool = two();
    let file = "legislation/xaa/wells.yaml";
    let before = tool.read(file);
    let facts = [
        ("--title-en", "Wells"),
        ("--version-date", "2020-05-06"),
        ("--enacted", "1990-01-01"),
        ("--commenced", "1990-02-01"),
        ("--amends", " Buckets\u{1b} Act "),
        ("--amended-by", "Ropes Act"),
        ("--source", "the gazette"),
        ("--note", "read twice"),
    ];
    for (flag, value) in facts {
        tool.run(&["law", "set", "wells", flag, value]).ok();
        assert_ne!(tool.read(file), before, "{flag}");
        if flag == "--amends" {
            assert!(tool.read(file).contains("- Buckets Act\n"), "{}", tool.read(file));
        }
        tool.run(&["law", "set", "wells", flag, " "]).ok();
        assert_eq!(tool.read(file), before, "{flag}");
    }
    tool.run(&["law", "set", "wells", "--number", "Cap. 9"]).ok();
    tool.run(&["law", "set", "wells", "--number", ""]).ok();
    assert!(!tool.read(file).contains("number:"), "{}", tool.read(file));
    let now = tool.read(file);
    for args in [["--title", ""], ["--language", ""], ["--year", "24"], ["--year", "2101"]] {
        tool.run(&[&["law", "set", "wells"][..], &args].concat()).fails(2);
    }
    assert_eq!(tool.read(file), now);
}

#[test]
fn a_provision_is_named_by_its_number() {
    let tool = two();
    let two = tool.run(&["law", "show", "wells", "sec_2"]).ok().shown();
    assert_eq!(tool.run(&["law", "show", "wells", "2"]).ok().shown(), two);
    tool.run(&["law", "show", "wells", "22"]).fails(2);
}

/// The other reader is named where it may help.
#[cfg(unix)]
#[test]
fn only_a_pdf_that_was_refused_brings_up_pdftotext() {
    use std::os::unix::fs::PermissionsExt;
    let tool = Tool::workspace();
    tool.write("bin/pdftotext", "#!/bin/sh\nexit 0\n");
    fs::set_permissions(tool.path("bin/pdftotext"), fs::Permissions::from_mode(0o755)).unwrap();
    tool.write("empty.txt", "");
    tool.write("broken.pdf", "%PDF-1.4\nnothing\n");
    let path = tool.path("bin");
    let add = |file: &str| {
        let env = [("PATH", path.to_str().unwrap())];
        let ran = tool.run_in(&env, &["law", "add", file, "--country", "xaa"]);
        assert_eq!(ran.code, 1, "{}", ran.shown());
        ran.stderr.contains("pdftotext")
    };
    assert_eq!([add("empty.txt"), add("nothing.pdf"), add("broken.pdf")], [false, false, true]);
}

#[test]
fn a_law_is_taken_out_when_that_is_meant() {
    let tool = two();
    tool.run(&["law", "remove", "wells"]).fails(2);
    assert_eq!(total(&tool, "covered"), 2);
    assert_snapshot!("law_remove", tool.run(&["law", "remove", "wells", "--yes"]).ok().shown());
    assert_eq!(total(&tool, "covered"), 1);
    let left: BTreeSet<String> = fs::read_dir(tool.path("legislation/xaa"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(left, BTreeSet::from(["pits.txt".to_owned(), "pits.yaml".to_owned()]));
    tool.run(&["law", "show", "wells"]).fails(2);
    // Taken out by hand it is gone as well.
    fs::remove_file(tool.path("legislation/xaa/pits.yaml")).unwrap();
    fs::remove_file(tool.path("legislation/xaa/pits.txt")).unwrap();
    assert_eq!(total(&tool, "covered"), 0);
    tool.run(&["law", "add", "wells.txt", "pits.txt", "--country", "xaa"]).ok();
    assert_eq!(total(&tool, "covered"), 2);
}

#[test]
fn a_folder_of_the_fixtures_is_taken_in_by_pattern_and_counted() {
    let tool = Tool::workspace();
    tool.write("in/a.txt", law(1));
    tool.write("in/notes.xlsx", "x");
    tool.write("in/deep/b.txt", law(2));
    let pattern = fixture("laws/xab-es-*.md");
    let ran = tool.run(&["law", "add", "in", pattern.to_str().unwrap(), "--country", "xaa"]).ok();
    assert!(ran.stdout.ends_with("4 laws taken in, 1 file of other kinds left out\n"), "{}", ran.shown());
}
