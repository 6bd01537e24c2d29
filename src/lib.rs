//! `mnr`: needs assessment and legislative review against the Model National Response, in a terminal.

mod catalog;
mod model;
mod score;
mod store;

/// x
pub fn run(_: impl Iterator<Item=std::ffi::OsString>) -> std::process::ExitCode {
  let c = catalog::Catalog::default();
  for id in c.frameworks().keys() { let l=c.framework(id).unwrap(); for p in l.problems { eprintln!("{p}"); } if let Some(f)=l.value { eprintln!("{} caps {} q", f.capabilities().count(), f.questions().count()); }
   let named: Vec<String> = vec![];
   for id in c.countries().keys() { let l=c.country(id,&named).unwrap(); for p in l.problems.iter().filter(|p|p.code!="unknown-question") { eprintln!("{p}"); } eprintln!("{id} {}", l.value.is_some()); }
  }
 std::process::ExitCode::SUCCESS }
