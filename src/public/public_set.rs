//! The public set of a stage: its papers as pages, the register's public columns as data, and what tells of both.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fingerprint::PublicFingerprint;
use super::public_manifest::PublicManifest;
use super::public_pages::{self, DataLink, PageFrame};
use super::register_files::{self, CsvFor, DataTerms};
use super::register_table::RegisterTable;
use crate::ground::wareki;
use crate::published::manifest::MANIFEST;
use crate::render::desk::Desk;
use crate::render::scope::StageScope;
use crate::render::unmade::Unmade;

/// The files of the data, and what each is.
const FOR_EXCEL: (&str, &str) = ("data/register.csv", "台帳（CSV。Excel で開くもの。UTF-8、BOM あり）");
const FOR_PROGRAMS: (&str, &str) = ("data/register-utf8.csv", "台帳（CSV。UTF-8、BOM なし）");
const JSON: (&str, &str) = ("data/register.json", "台帳（JSON）");
const SCHEMA: (&str, &str) = ("data/schema.json", "台帳の列の説明（JSON、Table Schema）");
const TERMS: (&str, &str) = ("data/licence.txt", "出典と利用の条件（テキスト）");

/// The public set of a stage.
pub struct PublicSet {
    /// Its files, by their paths.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The register as it is published.
    pub register: RegisterTable,
}

/// Makes the public set of a scope's stage. Desk and scope must be over what is public.
///
/// # Errors
///
/// What is wrong with a template, or what the machine refused.
pub fn make<'a>(
    desk: &Desk<'a>,
    scope: &StageScope<'a>,
    shared: &Value,
    fingerprint: &PublicFingerprint,
) -> Result<PublicSet, Unmade> {
    let (register, terms) = (RegisterTable::of(scope), terms(scope, fingerprint));
    let mut files = BTreeMap::new();
    let mut links = Vec::new();
    let data = [
        (FOR_EXCEL, register_files::csv(&register, CsvFor::Excel)?),
        (FOR_PROGRAMS, register_files::csv(&register, CsvFor::Programs)?),
        (JSON, register_files::json(&register, &terms)?),
        (SCHEMA, register_files::schema(&register, &terms)?),
        (TERMS, terms.lines().into_bytes()),
    ];
    for ((path, title), bytes) in data {
        links.push(DataLink { path, title, kilobytes: bytes.len().div_ceil(1000) });
        files.insert(path.to_owned(), bytes);
    }
    let withheld = &scope.cycle.settings.publication.withheld;
    let papers = public_pages::papers(scope.cycle, scope.stage, scope.library).into_iter();
    let pages = papers.map(|paper| public_pages::page(desk, scope.stage, paper, withheld));
    let pages = pages.collect::<Result<Vec<_>, _>>()?;
    let frame = PageFrame {
        shared,
        terms: &terms,
        stage: &scope.stage.title,
        date: wareki::date(scope.date),
        data: links,
    };
    files.extend(public_pages::set(scope.library, &frame, &pages)?);
    let manifest = PublicManifest::of(scope.stage.id.get_ref(), fingerprint.clone(), &files);
    files.insert(MANIFEST.into(), manifest.to_json()?);
    Ok(PublicSet { files, register })
}

/// What stands at the head of the data and on every page.
fn terms(scope: &StageScope<'_>, fingerprint: &PublicFingerprint) -> DataTerms {
    let settings = &scope.cycle.settings;
    let (office, publication) = (&settings.secretariat, &settings.publication);
    let (plan, stage, day) = (&settings.plan.name, &scope.stage.title, wareki::date(scope.date));
    let title = format!("{plan}　{stage}（{day}）");
    let withheld = &publication.withheld;
    let mut left_out = Vec::new();
    if !withheld.measures.is_empty() || !withheld.indicators.is_empty() {
        left_out.push("公表しない取組と指標は含みません。件数と割合も、それらを除いたものです。");
    }
    if !withheld.columns.is_empty() {
        left_out.push("公表しない欄は含みません。");
    }
    if !withheld.names.is_empty() {
        left_out.push("公表しない名の構成員は、名簿にも人数にも含みません。");
    }
    DataTerms {
        source: format!("出典：{}{}「{title}」", office.government, office.division),
        title,
        banner: settings.cycle.banner.clone(),
        as_of: scope.cutoff.to_string(),
        licence: publication.licence.as_ref().map(|licence| licence.get_ref().clone()),
        licence_url: publication.licence_url.as_ref().map(|url| url.get_ref().clone()),
        left_out: (!left_out.is_empty()).then(|| left_out.concat()),
        fingerprint: fingerprint.clone(),
    }
}
