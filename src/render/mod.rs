//! Floor 4: from the data to finished files, in steps: a [`job`] gets the [`scope`] that it may see; [`view`]s make what its template
//! sees; a [`paper`], an [`annex`] or a [`form`] is made of it; the [`press`] does so for all jobs and gives each
//! [`artifact`] to the [`sink`].

pub mod about;
pub mod annex;
pub mod artifact;
pub mod body_figures;
pub mod desk;
pub mod figure;
pub mod figure_facts;
pub mod filled_text;
pub mod fit;
pub mod form;
pub mod job;
pub mod job_list;
pub mod meeting;
pub mod naming;
pub mod paper;
pub mod paper_data;
pub mod press;
pub mod prose;
pub mod scope;
pub mod shared_data;
pub mod sink;
pub mod typst;
pub mod unmade;
pub mod values;
pub mod view;
pub mod word_facts;
pub mod words;
pub mod workers;
