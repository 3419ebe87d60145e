//! Enumerated values: one declaration gives the stored and spoken word of each.

/// Declares an enum whose values have an English word (store, JSON, command line) and a label in both languages.
///
/// Input takes the word, the Japanese label, or one of the further names listed after `=`.
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $word:literal $ja:literal $en:literal $(= $($alias:literal)|+)?,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* #[doc = $ja] $variant,)* }

        impl $name {
            /// Every value, in the order of choice lists.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The English word of store, JSON and command line.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }

            /// The label on screen.
            pub const fn label(self) -> $crate::text::Text {
                match self { $($name::$variant => $crate::text::Text::new($ja, $en),)* }
            }

            /// Reads a value as people write it: the word, a label, or a further name of the same thing.
            pub fn read(text: &str) -> Option<$name> {
                let text = text.trim();
                $(if text.eq_ignore_ascii_case($word) || text == $ja || text.eq_ignore_ascii_case($en) $($(|| text == $alias)+)? {
                    return Some($name::$variant);
                })*
                None
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.word())
            }
        }
    };
}
