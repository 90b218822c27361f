//! What a camera reads.

use qrcode::{Color, EcLevel, QrCode};

use super::Markup;

/// Readers need this many light modules around.
const QUIET: usize = 4;

/// A link as a QR code: one path, a stroke for each run of dark modules. Middle error correction, as paper gets folded.
pub(super) fn picture(link: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(link, EcLevel::M) else {
        // Only for a text longer than any address of ours; what stands beside it still has the code.
        return Markup(String::new());
    };
    let width = code.width();
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        for run in modules.chunk_by(|one, next| one == next) {
            if run[0] == Color::Dark {
                path.push_str(&format!(
                    "M{} {}.5h{}",
                    column + QUIET,
                    row + QUIET,
                    run.len()
                ));
            }
            column += run.len();
        }
    }
    let side = width + 2 * QUIET;
    Markup(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" aria-hidden=\"true\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" stroke=\"#000\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_a_light_border_and_the_three_corners() {
        let Markup(svg) = picture("https://fest.example/undangan#ACDE-2345");
        assert!(svg.starts_with("<svg class=\"qr\" viewBox=\"0 0 "));
        // The upper corners' frames, seven modules wide, and nothing above or left of them.
        assert!(svg.contains("M4 4.5h7"), "{svg}");
        let rows: Vec<&str> = svg.split('M').skip(1).collect();
        assert!(
            rows.iter()
                .all(|run| !run.starts_with("0 ") && !run.contains(" 0.5h"))
        );
    }
}
