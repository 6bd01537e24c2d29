//! Laws that are taken in once more, and an index that is made once more: what lies in the folder counts.

use std::fs;

use crate::law::{law, two};
use crate::support::Tool;

fn without_index(tool: &Tool) {
    fs::remove_dir_all(tool.path(".mnr/index")).unwrap();
}

#[test]
fn what_is_there_is_known_without_the_index() {
    let tool = Tool::workspace();
    tool.write("in/act-1.txt", law(1));
    tool.write("in/act-2.txt", law(2));
    tool.write("other/copy.txt", law(1));
    tool.run(&["law", "add", "in", "--country", "xaa"]).ok();
    for _ in 0..2 {
        let ran = tool.run(&["law", "add", "in", "--country", "xaa"]).ok();
        assert_eq!(ran.stdout.matches("is there already, as").count(), 2, "{}", ran.shown());
        without_index(&tool);
    }
    let ran = tool.run(&["law", "add", "other", "--country", "xaa"]).ok();
    assert!(ran.stdout.contains("is there already, as xaa/act-1\n"), "{}", ran.shown());
    without_index(&tool);
    let ran = tool.run(&["law", "add", "in", "--country", "xaa", "--replace"]).ok();
    assert_eq!(ran.stdout.matches("is there already, as").count(), 2, "{}", ran.shown());
    // Another text under that name is still refused.
    without_index(&tool);
    tool.write("in/act-1.txt", law(3));
    let ran = tool.run(&["law", "add", "in", "--country", "xaa"]).fails(1);
    assert!(ran.stdout.contains("`xaa/act-1` is there already, with another text"), "{}", ran.shown());
}

#[test]
fn a_law_whose_file_was_lost_is_taken_in_again() {
    let tool = Tool::workspace();
    tool.write("act-1.txt", law(1));
    tool.run(&["law", "add", "act-1.txt", "--country", "xaa", "--status", "repealed"]).ok();
    for indexed in [true, false] {
        fs::remove_file(tool.path("legislation/xaa/act-1.txt")).unwrap();
        if indexed {
            tool.run(&["search", "lanterns"]);
        }
        tool.run(&["law", "add", "act-1.txt", "--country", "xaa"]).ok();
        assert_eq!(tool.read("legislation/xaa/act-1.txt"), law(1));
        assert!(tool.read("legislation/xaa/act-1.yaml").contains("status: repealed"));
        assert_eq!(tool.run(&["check"]).ok().stdout, "No fault found.\n");
    }
}

#[test]
fn hits_that_are_equally_good_have_one_order() {
    let tool = Tool::workspace();
    for (name, status) in [
        ("cedar", "not_established"),
        ("birch", "in_force"),
        ("dogwood", "in_force"),
        ("ash", "not_established"),
    ] {
        let path = format!("{name}.txt");
        tool.write(&path, format!("Act of {name}\n1. Lanterns\nLanterns are lit.\n"));
        tool.run(&["law", "add", &path, "--country", "xaa", "--status", status]).ok();
    }
    let order = || {
        let found = tool.run(&["search", "--json", "lanterns"]).ok().json();
        let hits = found["hits"].as_array().unwrap();
        hits.iter().map(|h| h["law"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(order(), ["xaa/birch", "xaa/dogwood", "xaa/ash", "xaa/cedar"]);
    without_index(&tool);
    assert_eq!(order(), ["xaa/birch", "xaa/dogwood", "xaa/ash", "xaa/cedar"]);
}

#[cfg(unix)]
#[test]
fn whoever_may_read_the_workspace_may_read_its_index() {
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    fn readable(path: &Path, may: u32) {
        for entry in fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & may, may, "{} {mode:o}", path.display());
            if path.is_dir() {
                readable(&path, may);
            }
        }
    }
    let tool = two();
    // As the mask of whoever runs the test leaves it.
    let may = fs::metadata(tool.path("legislation/xaa")).unwrap().permissions().mode() & 0o444;
    readable(&tool.path(".mnr/index"), may);
    tool.run(&["index", "--all"]).ok();
    readable(&tool.path(".mnr/index"), may);
    let facts = tool.read("legislation/xaa/wells.yaml");
    tool.write("legislation/xaa/wells.yaml", format!("{facts}# x\n"));
    tool.run(&["search", "covered"]).ok();
    readable(&tool.path(".mnr/index"), may);
}
