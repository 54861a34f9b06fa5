//! The tests that run the whole program. One binary: each further one would link typst and the fonts again.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests run programs and read what they wrote"
)]

#[path = "../load/expectation.rs"]
mod expectation;
#[path = "../load/findings.rs"]
mod findings;
#[path = "../../examples/invented_cycle/mod.rs"]
mod invented_cycle;
#[path = "../load/root.rs"]
mod root;

mod addressees;
mod answered;
mod answered_apart;
mod approvals;
mod as_declared;
mod asked_again;
mod audits;
mod broken_templates;
mod built_again;
mod bureaus;
mod cases;
mod changes_open;
mod circle;
mod comments;
mod corrected_letters;
mod corrections;
mod decided_papers;
mod declared_columns;
mod declared_tables;
mod depths;
mod desk;
mod diffs;
mod enclosures;
mod errata;
mod errata_rows;
mod figures;
mod followup;
mod fonts;
mod foreign_files;
mod forms;
mod golden;
mod handed_again;
mod handed_out;
mod hostile_servers;
mod in_office;
mod injection;
mod invitations;
mod judging;
mod kept_mail;
mod killed;
mod leaks;
mod ledgers;
mod letter_copies;
mod letters_apart;
mod letters_speak;
mod mail;
mod mail_servers;
mod mail_size;
mod merging;
mod mistakes;
mod named_others;
mod new;
mod open_desk;
mod outbox;
mod own_section;
mod planted_bytes;
mod planted_words;
mod print;
mod print_contents;
mod print_queue;
mod program;
mod properties;
mod public_papers;
mod publication;
mod publication_leaks;
mod publishing;
mod random_cycles;
mod readers;
mod renamed;
mod reproducible;
mod rescheduled;
mod returned_mail;
mod reviews;
mod rules;
mod second_letters;
mod send_kills;
mod sending;
mod sent_once;
mod shards;
mod smtp;
mod standards;
mod strategy;
mod tags;
mod template_bounds;
mod templates;
mod timings;
mod trees;
mod two_stages;
mod typesetting;
mod views;
mod worded_figures;
mod workbook_pages;
mod workbooks;
mod year_log;
