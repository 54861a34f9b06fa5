//! Closed lists of words, as forms and returns use them.

/// A closed list of words.
pub trait Choice: Sized + Copy + 'static {
    /// Every value with its word, in the order of the form.
    const ALL: &'static [(Self, &'static str)];

    /// The word.
    fn label(self) -> &'static str
    where
        Self: PartialEq,
    {
        Self::ALL.iter().find(|(value, _)| *value == self).map_or("", |(_, label)| label)
    }
}

/// Defines an enum over a closed list of words.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $label:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $label] $(#[$variant_doc])* $variant),+ }

        impl Choice for $name {
            const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, $label)),+];
        }
    };
}

pub(crate) use choice;
