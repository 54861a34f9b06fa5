//! The lines of a template's text: one that holds tags alone leaves nothing behind, any other keeps its end.
//!
//! minijinja knows only one rule for the end of a line that ends with a tag: it always stays, or it always goes. Then
//! 「時間　{{ time }}{% if far %}（予定）{% endif %}」 would be one line with what follows. So the ends of lines are settled
//! before minijinja sees the text: of a line of tags alone the end becomes a comment, which prints nothing, and lines are
//! still counted as they are. A line that prints only within conditions may come out empty: a mark at its end
//! says so, and [`without_empty`] leaves it out.

/// Stands at the end of a line that is left out if it comes out empty. A noncharacter: no input may hold one.
const MARK: char = '\u{FDE0}';

/// The text with the ends of its lines settled.
pub fn settled(text: &str) -> String {
    let mut settler = Settler::default();
    let mut rest = text;
    while let Some(piece) = Piece::first(rest, settler.raw) {
        settler.add(piece);
        rest = &rest[piece.text.len()..];
    }
    settler.end_line("");
    settler.done
}

/// Signs that are half of a tag, or one of full-width letters.
const HALVES: [&str; 8] = ["}}", "%}", "#}", "{ {", "{ %", "｛｛", "｝｝", "｛％"];

/// The first half of a tag in a text, and its line from 1: a tag that never closes, or an end without its beginning, which
/// would be printed as it stands.
pub fn stray(text: &str) -> Option<(usize, &'static str)> {
    let (mut rest, mut raw, mut line) = (text, false, 1);
    while let Some(piece) = Piece::first(rest, raw) {
        match (piece.kind, word(piece.text)) {
            (Kind::Tag, "raw") => raw = true,
            (Kind::Tag, "endraw") => raw = false,
            (Kind::Print, _) if !piece.text.ends_with("}}") => return Some((line, "{{")),
            (Kind::Tag, _) if !piece.is_closed() => return Some((line, "{%")),
            (Kind::Comment, _) if !piece.is_closed() => return Some((line, "{#")),
            (Kind::Words, _) if !raw => {
                if let Some(half) = HALVES.iter().find(|half| piece.text.contains(**half)) {
                    return Some((line, half));
                }
            }
            _ => {}
        }
        line += piece.text.matches('\n').count();
        rest = &rest[piece.text.len()..];
    }
    None
}

/// What a settled text printed, without the lines that came out empty; `is_mark` tells other marks, which are nothing.
pub fn without_empty(printed: &str, is_mark: fn(char) -> bool) -> String {
    let is_blank = |c: char| c.is_whitespace() || c == MARK || is_mark(c);
    let stays = |line: &&str| !(line.contains(MARK) && line.chars().all(is_blank));
    let lines = printed.split_inclusive('\n').filter(stays);
    lines.flat_map(str::chars).filter(|c| *c != MARK).collect()
}

/// A piece of a template's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece<'t> {
    kind: Kind,
    text: &'t str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Words, up to a tag or the end of the line.
    Words,
    /// The end of a line.
    End,
    /// `{{ … }}`
    Print,
    /// `{% … %}`
    Tag,
    /// `{# … #}`
    Comment,
}

impl<'t> Piece<'t> {
    /// Whether it is white space between tags.
    fn is_blank(self) -> bool {
        self.kind == Kind::Words && self.text.trim().is_empty()
    }

    /// Whether a tag or a comment has its end.
    fn is_closed(self) -> bool {
        self.text.ends_with("%}") || self.text.ends_with("#}")
    }

    /// The piece that a text begins with; between `{% raw %}` and `{% endraw %}` all but the latter is words.
    fn first(text: &'t str, raw: bool) -> Option<Self> {
        let piece = |kind, length| Some(Self { kind, text: &text[..length] });
        let opens = |at: &str| match at.get(..2) {
            Some("{%") if !raw || word(at) == "endraw" => Some(Kind::Tag),
            Some("{{") if !raw => Some(Kind::Print),
            Some("{#") if !raw => Some(Kind::Comment),
            _ => None,
        };
        let ends = |at: &str| at.starts_with('\n') || at.starts_with("\r\n");
        match opens(text) {
            Some(kind) => piece(kind, length(text, kind)),
            None if text.is_empty() => None,
            None if ends(text) => piece(Kind::End, if text.starts_with('\r') { 2 } else { 1 }),
            None => {
                let mut places = text.char_indices().map(|(i, _)| i).skip(1);
                let stop = places.find(|i| opens(&text[*i..]).is_some() || ends(&text[*i..]));
                piece(Kind::Words, stop.unwrap_or(text.len()))
            }
        }
    }
}

/// How long a tag is. One that never closes goes on to the end, and minijinja says so.
fn length(text: &str, kind: Kind) -> usize {
    let close = match kind {
        Kind::Print => "}}",
        Kind::Comment => "#}",
        _ => "%}",
    };
    let mut quote = None;
    let mut chars = text.char_indices().skip(2);
    while let Some((i, c)) = chars.next() {
        match (quote, c) {
            (None, _) if text[i..].starts_with(close) => return i + close.len(),
            (None, '"' | '\'') if kind != Kind::Comment => quote = Some(c),
            (Some(_), '\\') => drop(chars.next()),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The first word of a tag: `{%- endif %}` is `endif`.
fn word(tag: &str) -> &str {
    let inner = tag.get(2..).unwrap_or_default().trim_start_matches(['-', '+']).trim_start();
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inner.len());
    &inner[..end]
}

/// Settles one line after the other.
#[derive(Default)]
struct Settler<'t> {
    done: String,
    /// The pieces of the line so far.
    line: Vec<Piece<'t>>,
    /// How many conditions and loops are open.
    depth: usize,
    /// What the line prints: within how many conditions each piece stands, and whether that is sure to print where the
    /// line's end does.
    printed: Vec<(usize, bool)>,
    /// Of each macro and each `{% set %}` with an end that is open: how many pieces the line printed before it.
    kept: Vec<usize>,
    /// Whether it is between `{% raw %}` and `{% endraw %}`.
    raw: bool,
}

impl<'t> Settler<'t> {
    fn add(&mut self, piece: Piece<'t>) {
        match piece.kind {
            Kind::End => return self.end_line(piece.text),
            Kind::Words if piece.is_blank() => {}
            Kind::Words | Kind::Print => self.printed.push((self.depth, true)),
            Kind::Tag => self.tag(piece.text),
            Kind::Comment => {}
        }
        self.line.push(piece);
    }

    fn tag(&mut self, tag: &str) {
        match word(tag) {
            "if" | "for" => self.depth += 1,
            "else" | "elif" => self.leave(self.depth.saturating_sub(1)),
            "endif" | "endfor" => {
                self.depth = self.depth.saturating_sub(1);
                self.leave(self.depth);
            }
            "raw" => self.raw = true,
            "endraw" => self.raw = false,
            // What it prints may be nothing.
            "include" => self.printed.push((self.depth, false)),
            "macro" => self.kept.push(self.printed.len()),
            "set" if !tag.contains('=') => self.kept.push(self.printed.len()),
            // What is kept for later prints nothing here.
            "endset" | "endmacro" => self.printed.truncate(self.kept.pop().unwrap_or(0)),
            _ => {}
        }
    }

    /// What stands deeper than `depth` does not always print where the line ends.
    fn leave(&mut self, depth: usize) {
        self.printed.iter_mut().filter(|(of_piece, _)| *of_piece > depth).for_each(|(_, sure)| *sure = false);
    }

    fn end_line(&mut self, end: &str) {
        let line = std::mem::take(&mut self.line);
        let printed = std::mem::take(&mut self.printed);
        self.kept.iter_mut().for_each(|before| *before = 0);
        let last = line.iter().rposition(|piece| matches!(piece.kind, Kind::Tag | Kind::Comment));
        // One that never closes is left as it is, so that minijinja says so.
        let last = last.filter(|last| line[*last].is_closed());
        match last {
            // 「{%-」 has taken the end of the line before, so that its own must stay.
            Some(last) if printed.is_empty() && !line.iter().any(|piece| piece.text.starts_with("{%-")) => {
                for piece in line[..last].iter().filter(|piece| !piece.is_blank()) {
                    self.done.push_str(piece.text);
                }
                self.done.push_str(&with_end(line[last].text, end));
            }
            _ => {
                self.done.extend(line.iter().map(|piece| piece.text));
                let may_be_empty = !printed.is_empty() && printed.iter().all(|(_, sure)| !sure);
                let trims = line.last().is_some_and(|piece| piece.text.ends_with("-%}"));
                if may_be_empty && self.kept.is_empty() && !trims {
                    self.done.push(MARK);
                }
                self.done.push_str(end);
            }
        }
    }
}

/// A tag that takes in the end of its line: as a comment behind it, so that an error in the tag is still said with its own
/// line. Behind `{% raw %}` a comment would be words, so there the end stands in the tag.
fn with_end(tag: &str, end: &str) -> String {
    let trims = if tag.ends_with("-%}") || tag.ends_with("-#}") { "-" } else { "" };
    match tag.strip_suffix("%}") {
        Some(open) if word(tag) == "raw" => format!("{}{end}{trims}%}}", open.trim_end_matches('-')),
        _ => format!("{tag}{{#{end}{trims}#}}"),
    }
}

#[cfg(test)]
mod tests {
    use minijinja::{Environment, context};

    use super::*;

    /// What a template prints; `yes` is true, `no` false, `none` an empty list, `foot` a template that can be included.
    fn print(template: &str) -> String {
        let mut environment = Environment::new();
        environment
            .add_template_owned("foot", settled("連絡先\n{% if no %}\n電話\n{% endif %}\n"))
            .expect("foot");
        environment
            .add_template_owned("nothing", settled("{% if no %}\n電話\n{% endif %}\n"))
            .expect("nothing");
        let names = context! { yes => true, no => false, none => Vec::<String>::new(), list => ["甲", "乙"] };
        let printed = environment.render_str(&settled(template), names).expect(template);
        without_empty(&printed, |_| false)
    }

    #[test]
    fn a_line_with_words_keeps_its_end() {
        for (template, expected) in [
            ("時間{% if yes %}（予定）{% endif %}\n場所\n", "時間（予定）\n場所"),
            ("時間{% if no %}（予定）{% endif %}\n場所\n", "時間\n場所"),
            ("{% if yes %}時間{% endif %}\n場所\n", "時間\n場所"),
            ("{% if yes %}甲{% endif %}{% if no %}乙{% endif %}\n場所\n", "甲\n場所"),
            ("　{% if yes %}字下げ{% endif %}\n場所\n", "　字下げ\n場所"),
            ("{% for x in list %}{{ x }}{% endfor %}\n場所\n", "甲乙\n場所"),
            ("時間{# 注 #}\n場所\n", "時間\n場所"),
            ("時間{% set x = 1 %}\n場所\n", "時間\n場所"),
            ("{{ \"%}\" }}{% if yes %}甲{% endif %}\n場所\n", "%}甲\n場所"),
            ("{% if \"%}\" %}甲{% endif %}\n場所\n", "甲\n場所"),
            ("{% if yes %}甲\n乙{% endif %}\n場所\n", "甲\n乙\n場所"),
            ("{% include \"foot\" %}\n場所\n", "連絡先\n場所"),
            ("{% if yes %}{% include \"foot\" %}{% endif %}\n場所\n", "連絡先\n場所"),
            ("{% if yes %}甲{% else %}乙{% endif %}\r\n場所\r\n", "甲\r\n場所"),
        ] {
            assert_eq!(
                print(template).trim_end_matches('\n'),
                expected.trim_end_matches('\n'),
                "{template:?}"
            );
        }
    }

    #[test]
    fn a_line_of_tags_alone_vanishes() {
        for (template, expected) in [
            ("上\n{% if yes %}\n中\n{% endif %}\n下", "上\n中\n下"),
            ("上\n{% if no %}\n中\n{% endif %}\n下", "上\n下"),
            ("上\n　{% if yes %} {# 注 #}　\n中\n  {% endif %}\n下", "上\n中\n下"),
            ("上\n{# 二行の\n注 #}\n下", "上\n下"),
            ("上\n{% set x = 1 %}{% set y = 2 %}\n{{ x + y }}\n下", "上\n3\n下"),
            ("上\n{% set x %}中{% endset %}\n{{ x }}\n下", "上\n中\n下"),
            ("上\n{% set x %}\n中\n{% endset %}\n{{ x }}下", "上\n中\n下"),
            ("上\n{% macro m(a) %}{{ a }}{% endmacro %}\n{{ m(1) }}\n下", "上\n1\n下"),
            ("上\r\n{% if yes %}\r\n中\r\n{% endif %}\r\n下", "上\r\n中\r\n下"),
            ("上\n{% raw %}\n{% if %}{{ x }}\n{% endraw %}\n下", "上\n{% if %}{{ x }}\n下"),
            ("上\n{%- if yes -%}\n中\n{%- endif %}\n下", "上中\n下"),
            ("上\n{% for x in list %}\n{{ x }}\n{% endfor %}\n下", "上\n甲\n乙\n下"),
        ] {
            assert_eq!(print(template), expected, "{template:?}");
        }
    }

    #[test]
    fn a_line_that_comes_out_empty_stays_out() {
        for template in [
            "上\n{% if no %}中{% endif %}\n下",
            "上\n{% if no %}中{% endif %}{% if no %}中{% endif %}\n下",
            "上\n　{% if no %}中{% endif %}\n下",
            "上\n{% for x in none %}{{ x }}{% endfor %}\n下",
            "上\n{% if no %}一\n二{% endif %}\n下",
            "上\n{% if no %}一{% elif no %}二{% endif %}\n下",
            "上\n{% include \"nothing\" %}\n下",
            "上\n{% if yes %}{% if no %}中{% endif %}{% endif %}\n下",
        ] {
            assert_eq!(print(template), "上\n下", "{template:?}");
        }
        assert_eq!(print("上\n\n下"), "上\n\n下", "an empty line of the template is meant");
        assert_eq!(print("上\n{{ \"\" }}\n下"), "上\n\n下", "so is a value");
    }

    #[test]
    fn lines_are_counted_as_they_are() {
        let text =
            "一\n{% if yes %}\n二{% if no %}三{% endif %}\n{# 四\n五 #}\n{% endif %}\n{{ wrong.name }}\n";
        assert_eq!(settled(text).lines().count(), text.lines().count());
        let mut environment = Environment::new();
        environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
        let error = environment.render_str(&settled(text), context! { yes => true, no => false });
        assert_eq!(error.expect_err("a name that is not there").line(), Some(7));
    }

    #[test]
    fn what_never_closes_is_an_error_with_its_line() {
        for (template, open) in
            [("上\n{# 注\n下\n", "{#"), ("上\n　{#\n", "{#"), ("上\n{{ x\n下", "{{"), ("上\n{% if x\n", "{%")]
        {
            assert_eq!(stray(template), Some((2, open)), "{template:?}");
            assert!(Environment::new().render_str(&settled(template), ()).is_err(), "{template:?}");
        }
    }

    #[test]
    fn half_a_tag_is_found_with_its_line() {
        for (template, found) in [
            ("上\n{ plan.name }}\n", Some((2, "}}"))),
            ("上\n%}\n", Some((2, "%}"))),
            ("｛｛ plan.name ｝｝\n", Some((1, "｛｛"))),
            ("{# 一\n二 #}\n{ % if x %}\n", Some((3, "%}"))),
            ("上\n{{ plan.name }}{% if x %}a{% endif %}{# c #}\n", None),
            ("{% raw %}{{ x }} %}{% endraw %}\n", None),
            ("{{ \"}}\" }}100%、{一}\n", None),
        ] {
            assert_eq!(stray(template), found, "{template:?}");
        }
    }

    #[test]
    fn any_text_is_settled_without_an_end_lost() {
        for text in
            ["", "\n", "{%", "{{ \"", "{# 注", "{% raw %}", "{% endif %}", "%}", "{% set x %}\n", "{%-%}\n"]
        {
            assert_eq!(settled(text).matches('\n').count(), text.matches('\n').count(), "{text:?}");
        }
    }
}
