//! A right decryptor in Rust, for `chefs-mock conform decryptor`. All of the
//! cryptography is in ../cryptr.rs; here are the two ways to drive it:
//!
//!     printf %s "$HEX" | ENCRYPTION_KEY=… decryptor    one input
//!     decryptor --session                              JSON lines

use std::env;
use std::error::Error;
use std::io::{self, BufRead, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::process::ExitCode;

use base64::prelude::{BASE64_STANDARD, Engine};
use chefs_example::cryptr;
use serde_json::{Value, json};

fn main() -> ExitCode {
    let in_session = env::args().any(|argument| argument == "--session");
    let ended = if in_session { session() } else { one_shot() };
    ended.unwrap_or_else(|error| {
        // Exit code 1 means a rejection, and nothing else.
        eprintln!("{error}");
        ExitCode::from(2)
    })
}

/// Exit 0 with the plaintext on standard output, or 1 and nothing.
fn one_shot() -> Result<ExitCode, Box<dyn Error>> {
    // env::var would refuse a key that is not UTF-8.
    let key = env::var_os("ENCRYPTION_KEY").unwrap_or_default();
    if key.is_empty() {
        return Err("ENCRYPTION_KEY is not set; give the form's key in it".into());
    }
    let mut data = Vec::new();
    io::stdin().read_to_end(&mut data)?;
    match cryptr::open(&data, key.as_bytes()) {
        Ok(plaintext) => {
            io::stdout().write_all(&plaintext)?;
            io::stdout().flush()?;
            Ok(ExitCode::SUCCESS)
        }
        Err(reason) => {
            eprintln!("rejected: {reason}");
            Ok(ExitCode::from(1))
        }
    }
}

fn session() -> Result<ExitCode, Box<dyn Error>> {
    for line in io::stdin().lock().lines() {
        let message: Value = serde_json::from_str(&line?)?;
        let members = message.as_object().ok_or("a request is an object")?;
        let (kind, request) = members.iter().next().ok_or("an empty request")?;
        if kind == "stop" {
            break;
        }
        // Standard output flushes at the end of each line.
        println!("{}", answer_to(kind, request)?);
    }
    Ok(ExitCode::SUCCESS)
}

fn answer_to(kind: &str, request: &Value) -> Result<Value, Box<dyn Error>> {
    if kind == "start" {
        return Ok(json!({"ready": {
            "name": "chefs-example-rust", "version": "1.0.0", "unsupported": []}}));
    }
    let id = &request["id"];
    if kind != "decrypt" {
        return Ok(json!({"id": id, "unsupported": "unknown request"}));
    }
    let Some(data) = request["data"].as_str() else {
        return Ok(json!({"id": id, "rejected": "data is not a string"}));
    };
    let key = request["key"].as_str().ok_or("a request without a key")?;
    Ok(match cryptr::open(data.as_bytes(), key.as_bytes()) {
        Err(reason) => json!({"id": id, "rejected": reason.to_string()}),
        Ok(plaintext) => match String::from_utf8(plaintext) {
            Ok(text) => json!({"id": id, "plaintext": text}),
            Err(not_utf8) => json!({"id": id,
                "plaintextBase64": BASE64_STANDARD.encode(not_utf8.as_bytes())}),
        },
    })
}
