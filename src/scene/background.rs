//! What is painted behind a picture.

use std::str::FromStr;

use super::color::{Color, Palette, Theme};

/// What is painted behind a picture. Parses from `none`, `#rgb` or `#rrggbb`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Background {
    /// The background colour of the theme.
    #[default]
    Page,
    /// Nothing: the picture is transparent.
    None,
    /// This colour, whatever the theme.
    Color(Color),
}

/// The text is neither `none` nor a colour as `#rgb` or `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a background is none, or a colour as #rgb or #rrggbb")]
pub struct BackgroundError;

impl FromStr for Background {
    type Err = BackgroundError;

    fn from_str(text: &str) -> Result<Background, BackgroundError> {
        match text {
            "none" => Ok(Background::None),
            _ => Color::from_hex(text).map(Background::Color).ok_or(BackgroundError),
        }
    }
}

impl Background {
    /// The theme to draw in on this background. A fixed colour does not follow the reader's light or dark mode, so that
    /// [`Theme::Auto`] becomes whichever of the two has enough contrast with it.
    #[must_use]
    pub fn theme(self, theme: Theme) -> Theme {
        match (theme, self) {
            (Theme::Auto, Background::Color(color)) if color.is_dark() => Theme::Dark,
            (Theme::Auto, Background::Color(_)) => Theme::Light,
            _ => theme,
        }
    }

    /// The palette with this background.
    pub(crate) fn applied_to(self, palette: &Palette) -> Palette {
        match self {
            Background::Color(color) => palette.with_background(color),
            Background::Page | Background::None => *palette,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_a_colour_gets_into_a_picture() {
        let read = |text: &str| text.parse::<Background>().map(|background| format!("{background:?}"));
        assert_eq!("none".parse(), Ok(Background::None));
        assert_eq!("#fA0".parse::<Background>(), "#ffaa00".parse());
        for text in [
            "",
            "#",
            "#ff",
            "#ffff",
            "#fffff",
            "#ffffff00",
            "fff",
            "white",
            "None",
            "#+ff",
            "#ggg",
            "#ff ",
            " #fff",
            "#fff\"",
            "url(#a)",
            "#ffé",
        ] {
            assert_eq!(read(text), Err(BackgroundError), "{text:?}");
        }
    }

    #[test]
    fn text_can_be_read_on_a_colour() {
        let theme = |text: &str, theme| text.parse::<Background>().map(|background| background.theme(theme));
        assert_eq!(theme("#fffbe6", Theme::Auto), Ok(Theme::Light));
        assert_eq!(theme("#00f", Theme::Auto), Ok(Theme::Dark));
        assert_eq!(theme("#0f0", Theme::Auto), Ok(Theme::Light));
        assert_eq!(theme("#000", Theme::Light), Ok(Theme::Light));
        assert_eq!(theme("none", Theme::Auto), Ok(Theme::Auto));
    }
}
