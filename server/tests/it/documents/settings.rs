//! The settings of README.md are those of `holdall --help`, with their names in the environment and their defaults.

use std::collections::BTreeMap;

use super::{read, table};
use crate::support::{holdall, run};

/// A flag with the name of its value, its name in the environment, its default.
type Settings = BTreeMap<String, (String, String)>;

fn of_the_readme() -> Settings {
    table(&read("README.md"), "flag | environment")
        .iter()
        .map(|row| {
            // `--dir DIR`, or just `DIR`: the first of both is the flag.
            let flag = row[0].split('`').nth(1).unwrap().to_owned();
            (flag, (row[1].trim_matches('`').to_owned(), row[2].replace('`', "")))
        })
        .collect()
}

fn of_the_program() -> Settings {
    let help = String::from_utf8(run(holdall().arg("--help")).stdout).unwrap();
    let options = help.split("\nOptions:").nth(1).unwrap();
    let mut settings = Settings::new();
    for option in options.split("\n      --").skip(1) {
        let text = option.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut words = text.split(' ');
        let flag = words.next().unwrap();
        if matches!(flag, "help" | "version") {
            continue;
        }
        let value = words.next().and_then(|word| word.strip_prefix('<')?.strip_suffix('>'));
        let within =
            |name: &str| text.split_once(&format!("[{name}: ")).map(|(_, rest)| rest.split(']').next().unwrap());
        let environment = within("env").unwrap_or_default().trim_end_matches('=');
        let default = within("default").unwrap_or(if value.is_some() { "" } else { "off" });
        let flag = value.map_or(format!("--{flag}"), |value| format!("--{flag} {value}"));
        settings.insert(flag, (environment.to_owned(), default.to_owned()));
    }
    settings
}

#[test]
fn the_readme_has_every_setting_with_its_default() {
    let program = of_the_program();
    assert!(program.len() > 15, "{program:?}");
    assert_eq!(of_the_readme(), program);
}
