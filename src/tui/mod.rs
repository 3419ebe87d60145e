//! The console on the screen. Changes no data except through an effect.

pub mod terminal;

#[cfg(test)]
mod picture;
