//! A scope of either kind, for what may be made of both.

use std::ops::Deref;

use super::scope::{RecipientScope, Scope, StageScope};
use crate::library::trouble::Trouble;

/// A scope of either kind, for what may be made of both.
#[derive(Clone, Copy)]
pub enum Sight<'s, 'a> {
    /// What a paper of the whole stage sees.
    Whole(&'s StageScope<'a>),
    /// What a recipient may see.
    Own(&'s RecipientScope<'a>),
}

impl<'a> Deref for Sight<'_, 'a> {
    type Target = Scope<'a>;

    fn deref(&self) -> &Scope<'a> {
        match self {
            Sight::Whole(scope) => scope,
            Sight::Own(scope) => scope,
        }
    }
}

impl<'s, 'a> Sight<'s, 'a> {
    /// The whole stage's scope, for a view that makes no sense of a part: who has not answered, how the votes went.
    ///
    /// # Errors
    ///
    /// If it is a recipient's.
    pub fn whole(self, view: &str) -> Result<&'s StageScope<'a>, Trouble> {
        match self {
            Sight::Whole(scope) => Ok(scope),
            Sight::Own(own) => Err(Trouble {
                origin: own.cycle.source.of(&own.stage.id),
                message: format!(
                    "ビュー「{view}」は、宛先ごとのもの（通知文、宛先ごとの別紙）には使えません。ほかの宛先のことが載ります。"
                ),
            }),
        }
    }
}
