//! The library under strain: files and index damaged, crowded, cut off, out of reach.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use insta::assert_snapshot;
use serde_json::Value;

use crate::law::{law, listed, total, two};
use crate::support::Tool;

/// The folder of the index.
fn index(tool: &Tool) -> PathBuf {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(tool.path(".mnr/index")).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(folders.len(), 1, "{folders:?}");
    folders.remove(0)
}

#[test]
fn what_is_wrong_in_the_library_is_told_and_the_rest_is_searched() {
    let tool = two();
    let wells = "legislation/xaa/wells.txt";
    let yaml = "legislation/xaa/wells.yaml";
    let (text, facts) = (tool.read(wells), tool.read(yaml));
    let mut shown = String::new();
    let mut try_out = |what: &str, check: i32, search: i32, hits: u64| {
        let checked = tool.run(&["check"]).fails(check);
        let searched = tool.run(&["search", "--json", "covered"]);
        assert_eq!(searched.code, search, "{what}: {}", searched.shown());
        assert_eq!(searched.json()["total"], hits, "{what}");
        let listed = tool.run(&["law", "list", "--json"]);
        assert_eq!(listed.code, search, "{what}: {}", listed.shown());
        shown.push_str(&format!(
            "# {what}\n$ mnr check\n{}\n$ mnr search --json covered\n{}\n",
            checked.shown(),
            searched.stderr
        ));
    };
    fs::remove_file(tool.path(wells)).unwrap();
    try_out("facts without a file", 1, 3, 1);
    tool.write(wells, text.replace("covered", "covered and covered"));
    try_out("another file in its place", 0, 0, 2);
    tool.write(wells, "");
    try_out("an empty file in its place", 0, 3, 1);
    tool.write(wells, &text);
    for (what, damaged) in [
        ("no YAML", format!("{facts}: {{")),
        ("cut in half", facts[..facts.len() / 2].to_owned()),
        ("an unknown field", facts.replace("kind:", "knid:")),
        ("an unknown status", facts.replace("not_established", "alive")),
        ("another id", facts.replace("xaa/wells", "xaa/well")),
        ("no title", facts.replace("title: Wells Act, 1990", "title: ''")),
        ("a file outside", facts.replace("name: wells.txt", "name: ../../../mnr.yaml")),
        ("a merge conflict", format!("<<<<<<< HEAD\n{facts}=======\n{facts}>>>>>>> x\n")),
        ("empty", String::new()),
    ] {
        assert_ne!(damaged, facts, "{what}");
        tool.write(yaml, &damaged);
        try_out(what, 1, 3, 1);
        assert_eq!(tool.read(yaml), damaged, "{what}: the file was touched");
        for args in [
            &["law", "show", "wells"][..],
            &["law", "set", "wells", "--status", "bill"],
            &["law", "remove", "wells", "--yes"],
        ] {
            let ran = tool.run(args).fails(3);
            assert!(ran.stderr.contains(yaml), "{what}: {}", ran.shown());
        }
        assert_eq!(tool.read(yaml), damaged, "{what}: the file was touched");
    }
    tool.write(yaml, &facts);
    try_out("mended", 0, 0, 2);
    assert_snapshot!("law_faults", shown);
}

/// What is only in the way is told and is no failure of a search: `check` ends well on it too.
#[test]
fn a_stray_file_does_not_make_a_search_fail() {
    let tool = two();
    tool.write("legislation/xaa/stray.txt", law(5));
    tool.write("legislation/xaa/README.md", "Where these laws are from.\n");
    tool.write("legislation/Kenya/x.txt", law(5));
    assert_snapshot!("law_stray_files", tool.run(&["check"]).ok().shown());
    let searched = tool.run(&["search", "--json", "covered"]).ok();
    assert_eq!(searched.json()["total"], 2);
    assert!(searched.stderr.contains("stray.txt: warning[law-without-facts]"), "{}", searched.stderr);
    tool.run(&["law", "list"]).ok();
    tool.run(&["index"]).ok();
}

#[test]
fn whatever_happens_to_the_index_the_next_search_is_right() {
    let tool = two();
    assert_eq!(total(&tool, "covered"), 2);
    let folder = index(&tool);
    let name = folder.file_name().unwrap().to_owned();
    let files = || -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> =
            fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
        files.sort();
        files
    };
    fs::remove_dir_all(tool.path(".mnr")).unwrap();
    assert_eq!(total(&tool, "covered"), 2, "derived files deleted");
    fs::remove_dir_all(tool.path(".mnr/index")).unwrap();
    assert_eq!(total(&tool, "covered"), 2, "index deleted");
    let (mut damaged, mut wrong) = (0, Vec::new());
    let mut search = |what: &str| {
        let ran = tool.run(&["search", "--json", "covered"]);
        if ran.code != 0 || ran.json()["total"] != 2 {
            let total = serde_json::from_str(&ran.stdout).map_or(Value::Null, |j: Value| j["total"].clone());
            wrong.push(format!("{what}: exit {}, total {total}, {}", ran.code, ran.stderr));
            fs::remove_dir_all(tool.path(".mnr/index")).unwrap();
            tool.run(&["index"]).ok();
        }
    };
    for file in files() {
        // A new index has its files under other names.
        let Ok(whole) = fs::read(&file) else { continue };
        let shown = file.file_name().unwrap().to_string_lossy().into_owned();
        let line = whole.iter().position(|b| *b == b'\n').map_or(0, |i| i + 1);
        for (what, bytes) in [
            ("garbage", b"\xff\x00garbage\xfe".repeat(40)),
            ("empty", Vec::new()),
            ("half", whole[..whole.len() / 2].to_vec()),
            ("one line", whole[..line].to_vec()),
            ("zeros", vec![0; whole.len()]),
        ] {
            if file.exists() && fs::read(&file).unwrap() == whole {
                damaged += 1;
                fs::write(&file, &bytes).unwrap();
                search(&format!("{shown} {what}"));
            }
        }
        if file.exists() {
            fs::remove_file(&file).unwrap();
            search(&format!("{shown} deleted"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(damaged >= 8, "only {damaged} damages were tried");
    for file in files() {
        fs::write(&file, "x").unwrap();
    }
    assert_eq!(total(&tool, "covered"), 2, "all of it garbage");
    // An index of another version is not read, and is taken away.
    tool.write(".mnr/index/v0-a0-tantivy0.1/meta.json", "{}");
    fs::rename(&folder, tool.path(".mnr/index/v0-a0-tantivy0.2")).unwrap();
    assert_eq!(total(&tool, "covered"), 2, "of another version");
    assert_eq!(index(&tool).file_name().unwrap(), name);
    fs::remove_dir_all(tool.path(".mnr/index")).unwrap();
    tool.write(".mnr/index", "no folder");
    let ran = tool.run(&["search", "--json", "covered"]);
    assert!(ran.code == 3 && ran.stderr.contains(".mnr/index") || ran.code == 0, "{}", ran.shown());
    fs::remove_file(tool.path(".mnr/index")).unwrap();
    assert_eq!(total(&tool, "covered"), 2);
    // The remembered texts are derived as well.
    for bytes in [&b"\xff\x00"[..], b"", b"{}", b"{\"key\":\"x\"}"] {
        tool.write(".mnr/texts/xaa/wells.json", bytes);
        tool.run(&["index", "--all"]).ok();
        assert_eq!(total(&tool, "covered"), 2);
    }
}

#[test]
fn a_word_is_found_in_every_form_whatever_laws_came_and_went() {
    let tool = Tool::workspace();
    let add = |name: &str, words: &str| {
        let text =
            format!("THE {name} ACT, 1990\n\n1. Duty\nNo person {words} a lamp at the well by night.\n");
        tool.write(&format!("in/{name}.txt"), text);
        tool.run(&["law", "add", &format!("in/{name}.txt"), "--country", "xaa", "--language", "en"]).ok();
    };
    add("first", "possesses");
    assert_eq!(total(&tool, "possession"), 1);
    add("second", "is in possession of");
    add("third", "was possessing");
    for form in ["possess", "possession", "possesses", "possessing", "POSSESSED"] {
        assert_eq!(total(&tool, form), 3, "{form}");
    }
    assert_eq!(total(&tool, "\"possession\""), 1, "a word in quotation marks is that word");
    // The law that brought a form goes; the form is found elsewhere all the same.
    tool.run(&["law", "remove", "xaa/second", "--yes"]).ok();
    add("fourth", "takes possession of");
    for form in ["possess", "possession"] {
        assert_eq!(total(&tool, form), 3, "{form}");
    }
    // The list of forms beside the index is derived too.
    for damaged in [&b""[..], b"mnrforms", b"nothing of ours"] {
        let files = fs::read_dir(index(&tool)).unwrap().map(|e| e.unwrap().path());
        let lists: Vec<PathBuf> = files.filter(|p| p.extension().is_some_and(|e| e == "list")).collect();
        assert_eq!(lists.len(), 1, "{lists:?}");
        fs::write(&lists[0], damaged).unwrap();
        assert_eq!(total(&tool, "possess"), 3);
    }
}

/// Each change is a piece of its own, and pieces are put together behind the search that showed the last of them.
#[test]
fn after_many_small_changes_the_index_is_in_few_pieces() {
    let tool = two();
    for n in 0..20 {
        tool.write(&format!("laws/act-{n}.txt"), format!("Lids Act {n}\n\n1. Lids\nA well has lid{n}.\n"));
    }
    tool.run(&["law", "add", "laws", "--country", "xaa"]).ok();
    let mut pieces = Vec::new();
    for n in 0..20 {
        let name = format!("legislation/xaa/act-{n}.txt");
        tool.write(&name, format!("{}\nIt is covered by cap{n}.\n", tool.read(&name)));
        assert_eq!(total(&tool, &format!("cap{n}")), 1, "{n}");
        assert_eq!(total(&tool, "cap*"), n + 1);
        let stores = fs::read_dir(index(&tool)).unwrap().map(|e| e.unwrap().path());
        pieces.push(stores.filter(|p| p.extension().is_some_and(|e| e == "store")).count());
    }
    assert!(pieces.iter().all(|n| *n <= 8) && pieces.windows(2).any(|two| two[1] < two[0]), "{pieces:?}");
}

/// A process that is killed leaves files whose names the next one would give.
#[test]
fn what_a_killed_process_left_in_the_index_is_in_nobodys_way() {
    let tool = two();
    assert_eq!(total(&tool, "covered"), 2);
    let folder = index(&tool);
    let meta: Value = serde_json::from_str(&fs::read_to_string(folder.join("meta.json")).unwrap()).unwrap();
    let piece = meta["segments"][0]["segment_id"].as_str().unwrap().replace('-', "");
    let last = meta["opstamp"].as_u64().unwrap();
    let left = (last + 1..last + 9).map(|n| format!("{piece}.{n}.del"));
    let left: Vec<String> = left.chain([".tmpAbC123".to_owned(), "laws-999999.table".to_owned()]).collect();
    for name in &left {
        fs::write(folder.join(name), "half").unwrap();
    }
    let old = fs::File::options().write(true).open(folder.join(".tmpAbC123")).unwrap();
    // Not so much before now: a clock may be set in between.
    old.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    fs::write(folder.join(".tmpOfNow"), "half").unwrap();
    let wells = tool.read("legislation/xaa/wells.txt");
    tool.write("legislation/xaa/wells.txt", wells.replace("covered", "roofed"));
    assert_eq!((total(&tool, "\"covered\""), total(&tool, "roofed")), (1, 1));
    let now = |name: &String| fs::read(folder.join(name)).is_ok_and(|bytes| bytes == b"half");
    assert_eq!(left.iter().filter(|name| now(name)).collect::<Vec<_>>(), Vec::<&String>::new());
    assert!(folder.join(".tmpOfNow").exists(), "somebody may be writing it");
}

/// Words that stand far apart in one provision stand in one provision.
#[test]
fn a_long_provision_is_one_for_and_and_not() {
    let tool = two();
    let middle = "of the person ".repeat(9_000);
    tool.write(
        "long.txt",
        format!("LONG ACT 1999\n\n1. Long one\n(1) A zorbat {middle} quokim.\n\n2. Two\nA person.\n"),
    );
    tool.run(&["law", "add", "long.txt", "--country", "xaa"]).ok();
    for (query, expected) in
        [("zorbat quokim", 1), ("zorbat -quokim", 0), ("quokim -zorbat", 0), ("zorbat OR quokim", 1)]
    {
        assert_eq!(total(&tool, query), expected, "{query}");
    }
}

#[test]
fn a_text_that_was_put_aside_is_missing() {
    for aside in ["wells.txt.bak", "wells.txt~", "wells.docx", "wells.old"] {
        let tool = two();
        assert_eq!(total(&tool, "covered"), 2);
        let folder = tool.path("legislation/xaa");
        fs::rename(folder.join("wells.txt"), folder.join(aside)).unwrap();
        let ran = tool.run(&["search", "--json", "covered"]);
        assert_eq!(ran.json()["total"], 1, "{aside}: {}", ran.shown());
        assert!(ran.code == 3 && ran.stderr.contains("missing-file"), "{aside}: {}", ran.shown());
        fs::rename(folder.join(aside), folder.join("wells.txt")).unwrap();
        assert_eq!(total(&tool, "covered"), 2, "{aside}");
    }
}

/// The index is held by somebody else, for as long as the file that is given back lives.
fn held(tool: &Tool) -> fs::File {
    let lock = fs::File::options().write(true).open(index(tool).join(".tantivy-writer.lock")).unwrap();
    lock.try_lock().unwrap();
    lock
}

#[test]
fn while_the_index_is_held_nothing_old_is_shown_and_nothing_is_recorded() {
    let tool = two();
    assert_eq!(total(&tool, "covered"), 2);
    tool.run(&["assess", "new", "xaa", "--framework", "legislation", "--without-profile"]).ok();
    let lock = held(&tool);
    let wells = tool.read("legislation/xaa/wells.txt");
    tool.write("legislation/xaa/wells.txt", wells.replace("covered", "roofed"));
    tool.run(&["law", "remove", "xaa/pits", "--yes"]).ok();
    let ran = tool.run(&["search", "--json", "covered"]).ok();
    assert_eq!((&ran.json()["total"], &ran.json()["outdated"]), (&0.into(), &true.into()), "{}", ran.shown());
    assert!(ran.stderr.contains("another mnr is bringing the index up to date"), "{}", ran.shown());
    // What would be kept waits until the index is as the files.
    let absent = spawn(&tool, &["absent", "OFF-03", "--query", "roofed"]);
    sleep(Duration::from_millis(500));
    drop(lock);
    let ran = absent.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    assert!(told.contains("find 1 provision"), "{told}");
    assert_eq!((total(&tool, "\"covered\""), total(&tool, "roofed")), (0, 1));
}

#[test]
fn what_is_damaged_in_the_index_does_not_end_the_program() {
    let tool = two();
    let pits = tool.read("legislation/xaa/pits.txt");
    for kind in ["term", "idx", "pos", "store", "fast", "fieldnorm"] {
        for part in 0..8 {
            assert_eq!(total(&tool, "covered"), 2, "{kind}, {part}");
            let files = fs::read_dir(index(&tool)).unwrap().map(|e| e.unwrap().path());
            let file = files.filter(|p| p.extension().is_some_and(|e| e == kind)).min().unwrap();
            let mut damaged = fs::read(&file).unwrap();
            let at = part * damaged.len() / 8;
            damaged[at] ^= 0xff;
            fs::write(&file, &damaged).unwrap();
            // Every other time a law has changed too, and what is damaged is written upon.
            if part % 2 == 1 {
                tool.write("legislation/xaa/pits.txt", format!("{pits}\n{kind} {part}\n"));
            }
            for command in
                [&["search", "--json", "cov*"][..], &["law", "list"], &["law", "show", "xaa/wells"]]
            {
                let ran = tool.run(command);
                assert!(ran.code == 0 || ran.code == 3, "{kind}, {at}: {}", ran.shown());
                assert!(!ran.stderr.contains("panicked"), "{kind}, {at}: {}", ran.shown());
            }
            tool.run(&["index", "--all"]).ok();
        }
    }
}

fn spawn(tool: &Tool, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_mnr"))
        .args(args)
        .current_dir(tool.path(""))
        .env_clear()
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// A batch of laws in a folder.
fn batch(tool: &Tool, folder: &str, numbers: std::ops::Range<usize>) {
    for number in numbers {
        tool.write(&format!("{folder}/act-{number:03}.txt"), law(number));
    }
}

fn taken_in(tool: &Tool) -> usize {
    let Ok(entries) = fs::read_dir(tool.path("legislation/xaa")) else { return 0 };
    entries.flatten().filter(|e| e.file_name().to_string_lossy().ends_with(".yaml")).count()
}

/// Waits until a process has taken in that many laws.
fn wait_for(tool: &Tool, child: &mut Child, count: usize) {
    let begun = Instant::now();
    while taken_in(tool) < count {
        assert!(begun.elapsed() < Duration::from_mins(1), "{} laws", taken_in(tool));
        assert!(child.try_wait().unwrap().is_none(), "it ended with {} laws", taken_in(tool));
        sleep(Duration::from_millis(1));
    }
}

/// All laws that are listed are found, each in its own words.
fn assert_searched(tool: &Tool, count: usize) {
    let found = tool.run(&["search", "--json", "--limit", "1000", "lanterns"]).ok().json();
    assert_eq!(found["total"], count);
    let laws: BTreeSet<String> =
        found["hits"].as_array().unwrap().iter().map(|h| h["law"].as_str().unwrap().to_owned()).collect();
    let listed: BTreeSet<String> =
        listed(tool).iter().map(|l| l["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(laws, listed);
    for hit in found["hits"].as_array().unwrap() {
        let number: usize = hit["law"].as_str().unwrap().rsplit_once('-').unwrap().1.parse().unwrap();
        assert!(hit["snippet"].as_str().unwrap().contains(&format!("numbered {number} ")), "{hit}");
    }
}

#[test]
fn a_killed_batch_leaves_whole_laws_and_is_taken_up_again() {
    for after in [1, 40, 150] {
        let tool = Tool::workspace();
        batch(&tool, "in", 0..300);
        let mut child = spawn(&tool, &["law", "add", "in", "--country", "xaa"]);
        wait_for(&tool, &mut child, after);
        child.kill().unwrap();
        child.wait().unwrap();
        let there = taken_in(&tool);
        assert!(there >= after && there < 300, "{there}: killed too late to tell");
        assert_searched(&tool, there);
        let check = tool.run(&["check"]);
        assert_eq!(check.code, 0, "{}", check.shown());
        // Once more the same: what is there is there, the rest comes.
        let ran = tool.run(&["law", "add", "in", "--country", "xaa"]);
        assert_eq!(ran.code, 0, "killed after {there}: {}", ran.shown());
        assert_eq!(taken_in(&tool), 300);
        assert_searched(&tool, 300);
        assert_eq!(tool.run(&["check"]).ok().stdout, "No fault found.\n");
    }
}

/// The moment between the two files of a law.
#[test]
fn a_file_whose_facts_were_never_written_is_in_nobodys_way() {
    let tool = Tool::workspace();
    batch(&tool, "in", 0..3);
    tool.write("legislation/xaa/act-001.txt", law(1));
    let ran = tool.run(&["law", "add", "in", "--country", "xaa"]);
    assert_eq!(ran.code, 0, "{}", ran.shown());
    assert_searched(&tool, 3);
    // Another text under that name is not written over without a word.
    tool.write("legislation/xaa/other.txt", law(8));
    tool.write("new/other.txt", law(9));
    tool.write("new/plain.txt", law(10));
    let ran = tool.run(&["law", "add", "new", "--country", "xaa"]).fails(1);
    assert_eq!(tool.read("legislation/xaa/other.txt"), law(8));
    assert!(
        ran.stdout.contains("new/other.txt: not taken in:") && ran.stdout.contains("added xaa/plain"),
        "{}",
        ran.shown()
    );
}

#[test]
fn two_batches_at_once_lose_nothing() {
    let tool = Tool::workspace();
    batch(&tool, "a", 0..40);
    batch(&tool, "b", 40..80);
    let children = [("a", 40), ("b", 40)]
        .map(|(folder, count)| (spawn(&tool, &["law", "add", folder, "--country", "xaa"]), count));
    let mut wanted = 0;
    for (child, count) in children {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        match output.status.code() {
            Some(0) => wanted += count,
            Some(4) => assert!(said.contains("process"), "{said}"),
            other => panic!("{other:?}: {said}"),
        }
    }
    assert!(wanted >= 40);
    assert_eq!(taken_in(&tool), wanted);
    assert_searched(&tool, wanted);
}

#[cfg(unix)]
#[test]
fn while_another_takes_laws_in_the_rest_is_searched_and_nothing_is_changed() {
    let signal = |child: &Child, name: &str| {
        assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
    };
    let tool = two();
    batch(&tool, "in", 0..300);
    batch(&tool, "more", 300..301);
    let mut child = spawn(&tool, &["law", "add", "in", "--country", "xaa"]);
    wait_for(&tool, &mut child, 20);
    signal(&child, "-STOP");
    // A law of which only the file is there yet is no fault of the library.
    let searched = tool.run(&["search", "--json", "covered"]).ok();
    assert_eq!(searched.json()["total"], 2, "{}", searched.shown());
    let said: Vec<&str> = searched.stderr.lines().filter(|l| !l.contains("act-")).collect();
    assert_snapshot!("search_while_locked", said.join("\n"));
    tool.run(&["law", "list"]).ok();
    let mut shown = String::new();
    for args in [
        &["law", "add", "more", "--country", "xaa"][..],
        &["law", "set", "wells", "--status", "bill"],
        &["law", "remove", "wells", "--yes"],
        &["index"],
    ] {
        let begun = Instant::now();
        let ran = tool.run(args);
        assert_eq!(ran.code, 4, "{args:?}: {}", ran.shown());
        assert!(begun.elapsed() < Duration::from_secs(20), "{args:?}: {:?}", begun.elapsed());
        shown.push_str(&format!(
            "$ mnr {}\n{}\n",
            args.join(" "),
            ran.stderr.replace(&child.id().to_string(), "[PID]")
        ));
    }
    assert_snapshot!("law_locked", shown);
    signal(&child, "-CONT");
    assert!(child.wait().unwrap().success());
    assert_eq!(taken_in(&tool), 302);
    assert_eq!((total(&tool, "covered"), total(&tool, "lanterns")), (2, 300));
}

/// As it is on a memory stick that is locked, or in the folder of a colleague.
#[cfg(unix)]
#[test]
fn a_workspace_that_cannot_be_written_is_searched() {
    use std::os::unix::fs::PermissionsExt;
    fn set(path: &Path, write: bool) {
        let folder = path.is_dir();
        let mode = if folder { 0o555 } else { 0o444 } | if write { 0o200 } else { 0 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        if folder {
            for entry in fs::read_dir(path).unwrap() {
                set(&entry.unwrap().path(), write);
            }
        }
    }
    let tool = two();
    set(&tool.path(""), false);
    // Root may write everywhere: then another user asks.
    let root = rustix::process::geteuid().is_root();
    let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", env!("CARGO_BIN_EXE_mnr")];
    let run = |args: &[&str]| {
        let mut command =
            if root { Command::new("setpriv") } else { Command::new(env!("CARGO_BIN_EXE_mnr")) };
        if root {
            command.args(nobody);
        }
        let output = command.args(args).current_dir(tool.path("")).env_remove("MNR_WORKSPACE").output();
        output.map(|o| {
            (o.status.code(), String::from_utf8(o.stdout).unwrap(), String::from_utf8(o.stderr).unwrap())
        })
    };
    let said: Vec<_> = [
        &["search", "--json", "covered"][..],
        &["law", "list"],
        &["law", "show", "wells"],
        &["check"],
        &["law", "set", "wells", "--status", "bill"],
    ]
    .into_iter()
    .map(run)
    .collect();
    set(&tool.path(""), true);
    if root && said[0].is_err() {
        return; // no `setpriv` here
    }
    let said: Vec<_> = said.into_iter().map(|s| s.unwrap()).collect();
    for (code, out, err) in &said[..4] {
        assert_eq!((*code, err.as_str()), (Some(0), ""), "{out}");
    }
    assert!(said[0].1.contains("\"total\": 2"), "{}", said[0].1);
    assert_eq!(said[4].0, Some(3), "{}", said[4].2);
}

/// A library that several workspaces share.
#[cfg(unix)]
#[test]
fn a_country_may_lie_elsewhere() {
    let tool = two();
    fs::rename(tool.path("legislation/xaa"), tool.path("shared")).unwrap();
    std::os::unix::fs::symlink(tool.path("shared"), tool.path("legislation/xaa")).unwrap();
    tool.write("in/act-1.txt", law(1));
    tool.run(&["law", "add", "in", "--country", "xaa"]).ok();
    assert_eq!(listed(&tool).len(), 3, "what was taken in is listed");
    assert_eq!((total(&tool, "covered"), total(&tool, "lanterns")), (2, 1));
}
