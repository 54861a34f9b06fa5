#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shiryo_fuzz::ods_bytes(bytes));
