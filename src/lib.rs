//! 資料
pub mod ground;
pub mod model;
pub mod read;
pub mod decide;
