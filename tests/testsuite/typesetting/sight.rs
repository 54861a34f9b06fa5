//! How others see a colour, and how far two colours are apart. Colours are sRGB, each part between 0 and 1.

type Colour = [f64; 3];
type Matrix = [Colour; 3];

/// Protanopia, as G. M. Machado, M. M. Oliveira and L. A. F. Fernandes model it at severity 1.0 (“A Physiologically-based
/// Model for Simulation of Color Vision Deficiency”, IEEE TVCG 15 (6), 2009). For linear RGB.
const PROTANOPIA: Matrix =
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
/// Deuteranopia, from the same paper.
const DEUTERANOPIA: Matrix =
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
/// Tritanopia, from the same paper.
const TRITANOPIA: Matrix =
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]];
/// Luminance (Rec. 709) in all three parts, as a grey printer has it.
const GREY: Matrix = [[0.2126, 0.7152, 0.0722]; 3];
/// From linear sRGB to XYZ with the white of D65 (IEC 61966-2-1).
const XYZ: Matrix = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]];
const WHITE: Colour = [0.9505, 1.0, 1.089];

/// A way of seeing: its name, and what a colour becomes.
type Sight = (&'static str, fn(Colour) -> Colour);

/// The eyes, and a printer without colour.
pub(crate) const SIGHTS: [Sight; 5] = [
    ("full colour", |c| c),
    ("protanopia", |c| seen(&PROTANOPIA, c)),
    ("deuteranopia", |c| seen(&DEUTERANOPIA, c)),
    ("tritanopia", |c| seen(&TRITANOPIA, c)),
    ("grey", |c| seen(&GREY, c)),
];

fn linear(part: f64) -> f64 {
    if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

fn encoded(part: f64) -> f64 {
    let part = part.clamp(0.0, 1.0);
    if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 }
}

fn times(matrix: &Matrix, colour: Colour) -> Colour {
    matrix.map(|row| row.iter().zip(colour).map(|(a, b)| a * b).sum())
}

fn seen(matrix: &Matrix, colour: Colour) -> Colour {
    times(matrix, colour.map(linear)).map(encoded)
}

/// CIELAB.
fn lab(colour: Colour) -> Colour {
    let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let xyz = times(&XYZ, colour.map(linear));
    let [x, y, z] = [0, 1, 2].map(|i| f(xyz[i] / WHITE[i]));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How far two colours are apart to the eye (ΔE of CIE 1976): 2 is just seen, 20 can't be overlooked.
pub(crate) fn distance(a: Colour, b: Colour) -> f64 {
    lab(a).iter().zip(lab(b)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

/// The contrast of two colours as WCAG 2 reckons it, from 1 to 21.
pub(crate) fn contrast(a: Colour, b: Colour) -> f64 {
    let [a, b] = [a, b].map(|c| times(&XYZ, c.map(linear))[1]);
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn red_and_green_are_told_apart_by_some_only() {
    // A red and a green that full sight tells apart at once, and deuteranopia hardly does.
    let (red, green) = ([0.60, 0.35, 0.15], [0.38, 0.48, 0.15]);
    assert!(distance(red, green) > 35.0);
    assert!(distance(seen(&DEUTERANOPIA, red), seen(&DEUTERANOPIA, green)) < 15.0);
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 0.01);
    assert!(distance([0.5; 3], seen(&GREY, [0.5; 3])) < 0.1, "grey stays as it is");
}
