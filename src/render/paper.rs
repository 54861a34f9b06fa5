//! A job's data: the papers of one PDF with their words and views.

use std::collections::BTreeMap;

use super::about::about;
use super::artifact::{About, Bound, FileKind};
use super::decision_facts;
use super::figure::{Figure, figures_by_id};
use super::figure_facts::WordFacts;
use super::handout::Handout;
use super::naming::{file_name, file_stem, full_title};
use super::paper_data::{self, JobData, PaperData};
use super::prose::{self, Prose};
use super::scope::{RecipientScope, Scope, StageScope};
use super::sight::Sight;
use super::used_figures;
use super::view::errata::{self, OwnPast};
use super::view::shown_view::ShownView;
use super::view::{self, View};
use super::word_facts;
use crate::decide::decisions;
use crate::ground::bounded::Work;
use crate::ground::origin::Origin;
use crate::ground::wareki;
use crate::library::document::{DocumentSpec, ScopeKind};
use crate::library::store::Library;
use crate::library::trouble::Trouble;
use crate::library::view::ViewSpec;
use crate::model::decision::{Finality, draft};
use crate::model::declared_paper::Paper;
use crate::model::letter::Letter;
use crate::model::stage::{ERRATA, Stage};

/// The document that is the first sheet of a packet: what it holds, and where.
const COVER: &str = "cover";

/// A job that is ready to be set: nothing but typst's work remains.
pub struct Prepared {
    /// What the manifest will say of the PDF; its pages are counted when it is set.
    pub about: About,
    /// What typst reads as `/data/job.json`: a [`JobData`] as JSON.
    pub json: Vec<u8>,
    /// The name by which the PDF identifies itself: 「r01-ict/advisory/packet.pdf」. It is the same in every build.
    pub identity: String,
    /// The figures that it may print.
    pub printable: PrintableFigures,
    /// The templates that decide how long it takes to set.
    pub work: Work,
}

/// The figures that a PDF may print.
pub struct PrintableFigures {
    /// The figures by id.
    pub figures: BTreeMap<String, Figure>,
    /// By id those of which they came.
    pub used: BTreeMap<String, Figure>,
    /// What their ids end with in `values.json`: empty, but 「@2020-03-31」 for a paper that shows what was known on a
    /// later day than the meeting's cutoff.
    pub later: String,
}

/// Prepares all papers of a meeting in one PDF.
///
/// # Errors
///
/// What is wrong with a template, and where.
pub fn packet(scope: &StageScope<'_>, library: &Library) -> Result<Prepared, Trouble> {
    let maker = Maker { scope: Sight::Whole(scope), library };
    let mut papers = vec![maker.document(COVER, &library.document(COVER)?, maker.scope)?];
    for paper in scope.stage.papers.iter().filter(|p| p.is_bound()) {
        papers.push(maker.paper(scope, paper)?);
    }
    let title = format!("{}　会議資料", meeting_title(scope));
    maker.finish(FileKind::Packet, "packet", "packet.pdf".into(), title, papers)
}

/// Prepares a paper of a stage.
///
/// # Errors
///
/// What is wrong with a template, and where.
pub fn paper(scope: &StageScope<'_>, declared: &Paper, library: &Library) -> Result<Prepared, Trouble> {
    let maker = Maker { scope: Sight::Whole(scope), library };
    let paper = maker.paper(scope, declared)?;
    let later = scope.mark_of(declared, &scope.of_paper(declared));
    let file = format!("{}.pdf", file_stem(paper.number.as_deref(), &paper.title));
    let title = paper.title.clone();
    let prepared = maker.finish(FileKind::Paper, declared.id(), file, title, vec![paper])?;
    Ok(Prepared { printable: PrintableFigures { later, ..prepared.printable }, ..prepared })
}

/// Of a letter's enclosures that hand on papers that were put to a meeting, by their documents: those papers.
///
/// # Errors
///
/// What is wrong with a template, and where.
pub fn handed_on<'l, 'a>(
    stage: &'a Stage,
    letter: &'l Letter,
    library: &Library,
) -> Result<Vec<(&'l str, &'a Paper)>, Trouble> {
    let mut papers = Vec::new();
    for document in letter.documents.iter().skip(1) {
        let of = library.document(document.get_ref())?.decided;
        let is_it =
            |paper: &&Paper| paper.decided_by.is_some() && of.as_ref() == Some(paper.document.get_ref());
        papers.extend(stage.papers.iter().find(is_it).map(|paper| (document.get_ref().as_str(), paper)));
    }
    Ok(papers)
}

/// Prepares a letter to the scope's recipient, with what it encloses. `handed_on` is what the recipient sees of the papers
/// that enclosures hand on, by the documents of these. `past` is what it holds in hand, of a stage that is corrected.
///
/// # Errors
///
/// What is wrong with a template, and where.
pub fn letter(
    own: &RecipientScope<'_>,
    handed_on: &BTreeMap<&str, (RecipientScope<'_>, &Paper)>,
    letter: &Letter,
    past: Option<OwnPast>,
    library: &Library,
) -> Result<Prepared, Trouble> {
    let maker = Maker { scope: Sight::Own(own), library };
    let mut papers = maker.letter(own, handed_on, letter)?;
    if let Some(past) = past {
        papers.push(maker.errata(past, &papers)?);
    }
    let code = own.recipient.as_ref().map_or("", |recipient| recipient.code());
    let copy = if own.gets_copy(letter) { "（写し）" } else { "" };
    let file = format!("letters/{code}_{}{copy}.pdf", file_name(&letter.title));
    let title = papers.first().map_or_else(|| letter.title.clone(), letter_title);
    maker.finish(FileKind::Letter, letter.id.get_ref(), file, title, papers)
}

/// The papers that a stage hands out, in order; its agenda and roster among them. Annexes are workbooks: they are no part of
/// the packet, and nobody gets them on paper.
fn handouts(stage: &Stage, library: &Library) -> Result<Vec<Handout>, Trouble> {
    let papers = stage.papers.iter().filter(|p| p.is_bound());
    papers.map(|p| Ok(Handout::of_paper(p, &library.document(p.document.get_ref())?))).collect()
}

/// A letter's subject, or its title where it has none.
fn letter_title(paper: &PaperData) -> String {
    paper
        .words
        .as_ref()
        .map(|w| w.subject.clone())
        .filter(|s| !s.is_empty())
        .unwrap_or_else(|| paper.title.clone())
}

/// 「千葉県ＩＣＴアドバイザリー会議（第１回）」
fn meeting_title(scope: &Scope<'_>) -> String {
    let stage = paper_data::stage(scope);
    let name = stage.body.map_or(stage.title, |b| b.name);
    stage.session.map_or(name.clone(), |session| format!("{name}（{session}）"))
}

struct Maker<'s, 'a> {
    scope: Sight<'s, 'a>,
    library: &'s Library,
}

impl Maker<'_, '_> {
    /// A paper of the stage. One that is printed again shows what it showed before.
    fn paper(&self, scope: &StageScope<'_>, paper: &Paper) -> Result<PaperData, Trouble> {
        let name = paper.document.get_ref();
        let spec = self.library.document(name)?;
        if spec.scope == ScopeKind::Recipient {
            return Err(Trouble {
                origin: self.scope.cycle.source.of(&paper.document),
                message: format!(
                    "「{name}」は宛先ごとの文書（scope = \"recipient\"）なので、会議の資料にできません。"
                ),
            });
        }
        let again = scope.put_before(paper);
        let (seen, put) = again.as_ref().map_or((scope, paper), |(seen, put)| (seen, *put));
        let words = decisions::words_of(paper, Some(put));
        let words = words.map(|w| self.words(w.get_ref(), &word_facts::of_paper(seen, paper))).transpose()?;
        let handout = Handout::of_paper(paper, &spec);
        Ok(used_figures::added(
            seen,
            PaperData {
                number: handout.number,
                title: handout.title,
                paper: put.paper.unwrap_or(spec.paper),
                landscape: put.landscape.unwrap_or(spec.landscape),
                decided: paper.finality.as_ref().map(decision_facts::decided),
                settled: paper.finality.as_ref().is_some_and(Finality::is_final),
                words,
                letter: None,
                ..self.document(name, &spec, Sight::Whole(seen))?
            },
        ))
    }

    /// The papers of a letter; its words are those of the first.
    fn letter(
        &self,
        own: &RecipientScope<'_>,
        handed_on: &BTreeMap<&str, (RecipientScope<'_>, &Paper)>,
        letter: &Letter,
    ) -> Result<Vec<PaperData>, Trouble> {
        let mut papers = Vec::new();
        let numbers = letter.enclosures().into_iter().map(|(_, number)| Some(number));
        let documents = letter.documents.iter().take(if own.gets_copy(letter) { 1 } else { usize::MAX });
        for (i, (document, number)) in documents.zip([None].into_iter().chain(numbers)).enumerate() {
            let spec = self.library.document(document.get_ref())?;
            let words = match i {
                0 => Some(self.words(letter.words.get_ref(), &word_facts::of_letter(own, letter))?),
                _ => None,
            };
            let handed_on = handed_on.get(document.get_ref().as_str());
            let seen = handed_on.map_or(own, |(seen, _)| seen);
            papers.push(used_figures::added(
                seen,
                PaperData {
                    number,
                    letter: Some(paper_data::letter(own, letter)),
                    words,
                    ..self.enclosed(document.get_ref(), &spec, handed_on)?
                },
            ));
        }
        Ok(papers)
    }

    /// A document of a letter. One that hands on what a meeting decided says so, and is a draft until it has.
    fn enclosed(
        &self,
        name: &str,
        spec: &DocumentSpec,
        handed_on: Option<&(RecipientScope<'_>, &Paper)>,
    ) -> Result<PaperData, Trouble> {
        let Some((seen, paper)) = handed_on else {
            let data = self.document(name, spec, self.scope)?;
            let title = if spec.decided.is_some() { draft(&data.title) } else { data.title };
            return Ok(PaperData { title, ..data });
        };
        let data = self.document(name, spec, Sight::Own(seen))?;
        let finality = paper.finality.as_ref();
        Ok(PaperData {
            title: finality.map_or_else(|| draft(&data.title), |finality| finality.title(&data.title)),
            decided: finality.map(decision_facts::decided),
            settled: finality.is_some_and(Finality::is_final),
            ..data
        })
    }

    /// The 正誤表 at the end of a letter: of what the recipient holds in hand, and of nothing else.
    fn errata(&self, past: OwnPast, letter: &[PaperData]) -> Result<PaperData, Trouble> {
        let OwnPast { issued, mut now } = past;
        let mark = self.scope.mark_in(self.scope.stage);
        for (id, figure) in figures_by_id(letter) {
            now.add(id + &mark, &figure, None);
        }
        let spec = self.library.document(ERRATA)?;
        let own = |(name, view): (&String, &ViewSpec)| {
            let is_errata = matches!(view, ViewSpec::Errata {});
            let compared = || View::Errata(errata::compared(&self.scope, &issued, &now));
            is_errata.then(|| (name.clone(), ShownView::whole(compared())))
        };
        let views = spec.views.iter().filter_map(own).collect();
        let correction = self.scope.stage.corrects();
        Ok(PaperData {
            date: correction.map_or(String::new(), |correction| wareki::date(correction.date)),
            views,
            ..self.document(ERRATA, &DocumentSpec { views: BTreeMap::new(), ..spec }, self.scope)?
        })
    }

    fn words(&self, name: &str, facts: &WordFacts) -> Result<Prose, Trouble> {
        let filled = self.scope.words.render(name, facts)?;
        if filled.plain().trim().is_empty() {
            let message = "何も書かれていません。初めの行に件名を書いてください。";
            return Err(Trouble::in_file(&format!("words/{name}.txt.j2"), message));
        }
        Ok(prose::parse(&filled))
    }

    /// What a document is by itself.
    fn document(&self, name: &str, spec: &DocumentSpec, seen: Sight<'_, '_>) -> Result<PaperData, Trouble> {
        let made = |(view, asked): (&String, &ViewSpec)| {
            let shown = ShownView::new(view::make(asked, seen)?, asked).map_err(|field| {
                let file = format!("documents/{name}/document.toml");
                Trouble::in_file(&file, format!("[views.{view}] の fields「{field}」はありません。"))
            });
            Ok((view.clone(), shown?))
        };
        let views = spec.views.iter().map(made).collect::<Result<_, Trouble>>()?;
        Ok(PaperData {
            document: name.to_owned(),
            number: None,
            title: spec.title.clone(),
            paper: spec.paper,
            landscape: spec.landscape,
            stage: paper_data::stage(&seen),
            decided: None,
            settled: false,
            mark: self.scope.stage.corrects().map(|_| "【訂正】"),
            date: wareki::date(seen.date),
            handouts: handouts(seen.stage, self.library)?,
            words: None,
            recipient: paper_data::recipient(&self.scope),
            letter: None,
            views,
            used: BTreeMap::new(),
        })
    }

    fn finish(
        &self,
        kind: FileKind,
        document: &str,
        file: String,
        title: String,
        papers: Vec<PaperData>,
    ) -> Result<Prepared, Trouble> {
        let stage = self.scope.stage;
        let path = format!("{}/{file}", stage.id.get_ref());
        let figures = figures_by_id(papers.as_slice());
        let used = papers.iter().flat_map(|paper| &paper.used);
        let used = used.map(|(id, figure)| (id.clone(), figure.clone())).collect();
        let number = papers.first().filter(|_| papers.len() == 1).and_then(|p| p.number.clone());
        let mut about = about(&self.scope, kind, document, path.clone(), number.clone(), title.clone());
        if matches!(kind, FileKind::Packet | FileKind::Paper) {
            about.contents = papers.iter().map(bound).collect();
        }
        let mut templates: Vec<String> = papers.iter().map(document_template).collect();
        templates.dedup();
        let data = JobData {
            title: full_title(number.as_deref(), &title),
            recipient: about.recipient.as_ref().map(|recipient| recipient.code.clone()),
            author: self.scope.cycle.settings.secretariat.division.clone(),
            date: paper_data::date_parts(self.scope.date),
            packet: kind == FileKind::Packet,
            papers,
        };
        Ok(Prepared {
            json: serde_json::to_vec(&data).map_err(|error| Trouble {
                origin: Origin::None,
                message: format!("資料のデータを作れません（{error}）。"),
            })?,
            identity: format!("{}/{path}", self.scope.cycle.settings.cycle.id.get_ref()),
            about,
            printable: PrintableFigures { figures, used, later: self.scope.mark_in(stage) },
            work: Work { stage: stage.id.get_ref().clone(), templates },
        })
    }
}

/// The template that sets a paper.
fn document_template(paper: &PaperData) -> String {
    format!("templates/documents/{}/document.typ", paper.document)
}

/// A paper within a packet; its pages are known when it is set.
fn bound(paper: &PaperData) -> Bound {
    let PaperData { number, title, paper: size, landscape, .. } = paper;
    Bound {
        number: number.clone(),
        title: title.clone(),
        paper: *size,
        landscape: *landscape,
        is_cover: paper.document == COVER,
        first: 0,
        pages: 0,
        in_colour: 0,
    }
}
