//! What the desk answers to which address.

use std::convert::Infallible;
use std::ffi::OsString;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Form, Path, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::approval_page::{self, ApprovalStep};
use super::desk_page::{self, NotShown};
use super::difference_page::{self, With};
use super::gate::{Gate, HEADERS, Refused};
use super::live::{Asker, Folders, Live, Now};
use super::paper_page::{self, PaperView};
use super::{finding_page, log_page, return_page, search_page, sending_page, stage_page, year_page};
use crate::edge::process;
use crate::library::store::Library;
use crate::render::unmade::Unmade;

/// What answers need.
#[derive(Clone)]
pub struct Desktop {
    /// The thread that has read the cycle.
    pub asker: Asker,
    /// How often the cycle was read.
    pub revisions: watch::Receiver<u64>,
    /// What it shows.
    pub folders: Folders,
    /// Who is let in.
    pub gate: Gate,
}

/// The desk's addresses.
pub fn router(desktop: Desktop) -> Router {
    Router::new()
        .route("/open", get(open))
        .route("/", get(|State(desk): State<Desktop>| page(desk, year_page::page)))
        .route("/findings", get(|State(desk): State<Desktop>| page(desk, finding_page::page)))
        .route("/last-year", get(|State(desk): State<Desktop>| page(desk, finding_page::against_last_year)))
        .route("/returns", get(|State(desk): State<Desktop>| page(desk, return_page::page)))
        .route("/sending", get(|State(desk): State<Desktop>| page(desk, sending_page::page)))
        .route("/log", get(|State(desk): State<Desktop>| page(desk, log_page::page)))
        .route("/search", get(search))
        .route("/stages/{stage}", get(stage))
        .route("/stages/{stage}/approval", get(approval).post(approve))
        .route("/stages/{stage}/diff", get(difference))
        .route("/stages/{stage}/show/{*key}", get(paper))
        .route("/stages/{stage}/pictures/{number}/{*key}", get(picture))
        .route("/out/{*path}", get(published))
        .route("/events", get(events))
        .route(
            "/desk.css",
            get(|State(desk): State<Desktop>| file(desk, "pages/desk/desk.css", "text/css; charset=utf-8")),
        )
        .route(
            "/desk.js",
            get(|State(desk): State<Desktop>| {
                file(desk, "pages/desk/desk.js", "text/javascript; charset=utf-8")
            }),
        )
        .fallback(|State(desk): State<Desktop>| page(desk, |_| Err(NotShown::NotThere)))
        .layer(middleware::from_fn_with_state(desktop.clone(), guarded))
        .with_state(desktop)
}

/// Lets in who may come, and tells the browser what to keep away.
async fn guarded(State(desk): State<Desktop>, request: Request, next: Next) -> Response {
    let opens = request.uri().path() == "/open";
    let mut response = match desk.gate.check(request.method(), request.headers(), opens) {
        Ok(()) => next.run(request).await,
        Err(refused) => of(StatusCode::FORBIDDEN, PLAIN, refused.to_string()),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

#[derive(Deserialize)]
struct Key {
    #[serde(default)]
    key: String,
}

/// Gives the cookie for the key. The page leads on by itself: a cookie that was just set is not sent where a request from
/// outside is led on.
async fn open(State(desk): State<Desktop>, Query(Key { key }): Query<Key>) -> Response {
    if !desk.gate.is_key(&key) {
        return of(StatusCode::FORBIDDEN, PLAIN, Refused::NoKey.to_string());
    }
    let page = "<!DOCTYPE html><html lang=\"ja\"><meta charset=\"utf-8\"><title>資料</title><meta http-equiv=\"refresh\" content=\"0;url=/\"><p><a href=\"/\">開く</a></p></html>";
    let mut response = of(StatusCode::OK, HTML, page);
    if let Ok(cookie) = HeaderValue::from_str(&desk.gate.cookie()) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

async fn stage(State(desk): State<Desktop>, Path(id): Path<String>) -> Response {
    page(desk, move |live| stage_page::page(live, &id)).await
}

async fn approval(State(desk): State<Desktop>, Path(id): Path<String>) -> Response {
    let (may, said) = asked_to_approve(&desk, &id, Vec::new()).await;
    let step = ApprovalStep { may, said, ..ApprovalStep::default() };
    page(desk, move |live| approval_page::page(live, &id, step)).await
}

/// What is sent to approve: who does, and what was seen. `sure` is said the second time.
#[derive(Deserialize)]
struct Approving {
    by: String,
    seen: String,
    sure: Option<String>,
}

/// Takes an approval, in two steps: who approves is shown what it is of, and approves that.
async fn approve(
    State(desk): State<Desktop>,
    Path(id): Path<String>,
    Form(Approving { by, seen, sure }): Form<Approving>,
) -> Response {
    let mut arguments: Vec<OsString> = vec![format!("--by={by}").into(), format!("--seen={seen}").into()];
    arguments.extend(sure.iter().map(|_| "--confirm".into()));
    let (may, said) = asked_to_approve(&desk, &id, arguments).await;
    let step = ApprovalStep { by, said, may, done: may && sure.is_some() };
    page(desk, move |live| approval_page::page(live, &id, step)).await
}

/// Runs `shiryo approve`, which looks at everything again: whether it may be approved, and what it says.
async fn asked_to_approve(desk: &Desktop, id: &str, more: Vec<OsString>) -> (bool, Vec<String>) {
    let Folders { root, out } = desk.folders.clone();
    let mut arguments: Vec<OsString> =
        vec!["approve".into(), "--root".into(), root.into(), "--out".into(), out.into()];
    arguments.extend(more);
    arguments.extend(["--".into(), id.into()]);
    let ran = tokio::task::spawn_blocking(move || process::said(&arguments)).await;
    match ran.map_err(std::io::Error::other).flatten() {
        Ok((may, said)) => (may, said.lines().map(str::to_owned).collect()),
        Err(error) => (false, vec![error.to_string()]),
    }
}

#[derive(Deserialize)]
struct Compared {
    with: Option<String>,
}

async fn difference(
    State(desk): State<Desktop>,
    Path(id): Path<String>,
    Query(Compared { with }): Query<Compared>,
) -> Response {
    page(desk, move |live| difference_page::page(live, &id, With::of(with.as_deref()))).await
}

#[derive(Deserialize)]
struct Shown {
    view: Option<String>,
    figure: Option<String>,
}

async fn paper(
    State(desk): State<Desktop>,
    Path((id, key)): Path<(String, String)>,
    Query(Shown { view, figure }): Query<Shown>,
) -> Response {
    let view = PaperView::of(view.as_deref());
    page(desk, move |live| paper_page::page(live, &id, &key, view, figure.as_deref())).await
}

async fn picture(
    State(desk): State<Desktop>,
    Path((id, number, key)): Path<(String, usize, String)>,
) -> Response {
    match answer(desk, move |live| paper_page::picture(live, &id, &key, number)).await {
        Err(response) => response,
        Ok(svg) => {
            let mut response = of(StatusCode::OK, "image/svg+xml", svg);
            // Its address has the fingerprint of what it shows.
            let kept = HeaderValue::from_static("private, max-age=3600");
            response.headers_mut().insert(header::CACHE_CONTROL, kept);
            response
        }
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

async fn search(State(desk): State<Desktop>, Query(Asked { q }): Query<Asked>) -> Response {
    page(desk, move |live| search_page::page(live, &q)).await
}

/// A file that was made.
async fn published(State(desk): State<Desktop>, Path(path): Path<String>) -> Response {
    let kind = match path.rsplit('.').next() {
        Some("pdf") => "application/pdf",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    };
    let read = answer(desk, move |live| {
        let published = live.published()?.ok_or(NotShown::NotThere)?;
        published.manifest.hash_of(&path).ok_or(NotShown::NotThere)?;
        Ok(published.read(&path)?)
    });
    read.await.map_or_else(|response| response, |file| of(StatusCode::OK, kind, file))
}

/// Tells the browser each time that the cycle was read anew.
async fn events(
    State(desk): State<Desktop>,
) -> Sse<impl tokio_stream::Stream<Item = Result<Event, Infallible>>> {
    let told =
        WatchStream::new(desk.revisions).map(|revision| Ok(Event::default().data(revision.to_string())));
    Sse::new(told).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)))
}

/// A file of the desk itself.
async fn file(desk: Desktop, path: &'static str, kind: &'static str) -> Response {
    let found = desk.asker.ask(move |now| match now {
        Now::Read(live) => live.loaded.library.get(path).map(|file| file.to_vec()),
        Now::Unusable(_) => Library::new(&[], Vec::new()).get(path).map(|file| file.to_vec()),
    });
    match found.await {
        Ok(Some(file)) => of(StatusCode::OK, kind, file),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(gone) => of(StatusCode::INTERNAL_SERVER_ERROR, PLAIN, gone.to_string()),
    }
}

/// A page of the desk.
async fn page(
    desk: Desktop,
    make: impl FnOnce(&Live<'_>) -> Result<Vec<u8>, NotShown> + Send + 'static,
) -> Response {
    answer(desk, make).await.map_or_else(|response| response, |page| of(StatusCode::OK, HTML, page))
}

/// What the thread that has read the cycle makes, or the page that says why it can't.
async fn answer<T: Send + 'static>(
    desk: Desktop,
    make: impl FnOnce(&Live<'_>) -> Result<T, NotShown> + Send + 'static,
) -> Result<T, Response> {
    let asked = desk.asker.ask(move |now| match now {
        Now::Read(live) => make(live).map_err(|why| explained(now, why)),
        Now::Unusable(lines) => {
            Err((StatusCode::OK, desk_page::said(now, "入力を読めないので、紙面を作れません", lines)))
        }
    });
    match asked.await {
        Ok(made) => made.map_err(|(status, page)| of(status, HTML, page)),
        Err(gone) => Err(of(StatusCode::INTERNAL_SERVER_ERROR, PLAIN, gone.to_string())),
    }
}

/// The page that says why another can't be shown.
fn explained(now: &Now<'_>, why: NotShown) -> (StatusCode, Vec<u8>) {
    match why {
        NotShown::NotThere => {
            let line = "入力が変わって、なくなったのかもしれません。".to_owned();
            (StatusCode::NOT_FOUND, desk_page::said(now, "このページはありません", &[line]))
        }
        NotShown::Unmade(Unmade::Troubles(troubles)) => {
            let lines: Vec<String> =
                troubles.iter().map(|trouble| format!("{} {}", trouble.origin, trouble.message)).collect();
            (StatusCode::OK, desk_page::said(now, "雛形か文面に、直すところがあります", &lines))
        }
        NotShown::Unmade(Unmade::Fault(fault)) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            desk_page::said(now, "読めないものがあります", &[fault.to_string()]),
        ),
    }
}

const HTML: &str = "text/html; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";

fn of(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
    (status, [(header::CONTENT_TYPE, kind)], body.into()).into_response()
}
