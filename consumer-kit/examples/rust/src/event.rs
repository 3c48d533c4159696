//! What becomes of one CHEFS event, whatever client brought it. Copy this file
//! and cryptr.rs; put your own work into `work`. docs/consumer-guide.md says
//! why.

use std::collections::{HashMap, HashSet};
use std::env;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::ffi::OsStringExt;
use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::cryptr;

/// Why a message is not done with. It is to come again.
#[derive(Debug)]
pub enum NotDone {
    /// The event is fine, but cannot be worked on now.
    TryLater(String),
    /// A fault of ours.
    Failed(String),
}

/// Members stay as they were written: what we do not know is not looked into,
/// however deep it is.
type Object = HashMap<String, Box<RawValue>>;
type Keys = HashMap<String, String>;

/// What is needed for dealing with events. Set up by the environment alone: an
/// argument can be read by every user of the machine.
pub struct Dealer {
    source: Option<String>,
    key: Vec<u8>,
    key_of_form: Keys,
    api_url: Option<String>,
    api_key_of_form: Keys,
    agent: ureq::Agent,
    done: Done,
}

/// What a message was found to be.
#[derive(Default)]
struct Found {
    outcome: &'static str,
    submission_id: Option<String>,
    is_draft: bool,
    plaintext: Option<Vec<u8>>,
}

impl Dealer {
    pub fn from_environment() -> Result<Self, String> {
        let timeout_ms = env::var("CHEFS_API_TIMEOUT_MS").ok().and_then(|text| text.parse().ok());
        let config = ureq::Agent::config_builder()
            // An answer that does not come must not stop the rest.
            .timeout_global(Some(Duration::from_millis(timeout_ms.unwrap_or(10_000))))
            .http_status_as_error(false);
        Ok(Self {
            source: env::var("SOURCE").ok(),
            key: env::var_os("ENCRYPTION_KEY").unwrap_or_default().into_vec(),
            key_of_form: keys_in("ENCRYPTION_KEYS")?,
            api_url: env::var("CHEFS_API_URL").ok().filter(|url| !url.is_empty()),
            api_key_of_form: keys_in("CHEFS_API_KEYS")?,
            agent: config.build().into(),
            done: Done::open(env::var_os("DONE_FILE")).map_err(|e| format!("DONE_FILE: {e}"))?,
        })
    }

    /// Does the work of one message, once, and reports it. When it returns Ok,
    /// the message can be acknowledged.
    pub fn deal(&mut self, seq: u64, subject: &str, data: &[u8]) -> Result<(), NotDone> {
        // A message may come twice: its acknowledgement can be lost. The
        // sequence in the stream tells it from all others, so its effects are
        // not repeated.
        if self.done.has(seq) {
            return Ok(());
        }
        let found = self.read(subject, data)?;
        let failed = |error: io::Error| NotDone::Failed(error.to_string());
        work(found.plaintext.as_deref());
        self.done.add(seq).map_err(failed)?;
        let mut report = json!({"chefs": 1, "seq": seq, "outcome": found.outcome});
        if let Some(id) = found.submission_id {
            report["submissionId"] = id.into();
        }
        if found.is_draft {
            report["draft"] = true.into();
        }
        if let Some(plaintext) = found.plaintext {
            report["plaintextSha256"] = hex::encode(Sha256::digest(plaintext)).into();
        }
        // Standard output flushes at the end of each line.
        writeln!(io::stdout(), "{report}").map_err(failed)
    }

    fn read(&self, subject: &str, data: &[u8]) -> Result<Found, NotDone> {
        let mut found = Found { outcome: "invalid", ..Default::default() };
        // Anything may be on the stream, so anything is looked at before use.
        let text = std::str::from_utf8(data).unwrap_or_default();
        let event = object_in(text).unwrap_or_default();
        let Some(meta) = member(&event, "meta").and_then(object_in) else {
            return Ok(found);
        };
        found.submission_id = member(&meta, "submissionId").and_then(string_in);
        // What is still being written is no case yet: `work` has to tell them
        // apart.
        found.is_draft = member(&meta, "draft") == Some("true");
        // Test and pull-request environments of CHEFS share the server. An
        // event without a source is nobody's.
        let source = member(&meta, "source").and_then(string_in);
        if source.is_none() || source != self.source {
            found.outcome = "ignored";
            return Ok(found);
        }
        let Some((form, payload)) = form_and_payload(&event, &meta) else {
            return Ok(found);
        };
        // Before the payload: that of an oversize event holds an object for
        // data.
        if is_error(&event) {
            found.plaintext = self.recover(&form, found.submission_id.as_deref())?;
            found.outcome = if found.plaintext.is_some() { "recovered" } else { "oversize" };
            return Ok(found);
        }
        let Some(sealed) = member(&payload, "data") else {
            if subject.starts_with("PUBLIC.") {
                found.outcome = "processed";
            }
            return Ok(found);
        };
        if let Some(sealed) = string_in(sealed) {
            found.plaintext = self.unseal(&sealed, &form);
            found.outcome = if found.plaintext.is_some() { "processed" } else { "undecryptable" };
        }
        Ok(found)
    }

    /// A key can be changed while events sealed with the old one are on the
    /// stream: the form's own and the common one are both tried.
    fn unseal(&self, sealed: &str, form: &str) -> Option<Vec<u8>> {
        let own = self.key_of_form.get(form).map(|key| key.as_bytes());
        [own, Some(self.key.as_slice())]
            .into_iter()
            .flatten()
            .filter(|key| !key.is_empty())
            .find_map(|key| cryptr::open(sealed.as_bytes(), key).ok())
    }

    /// The event was too large to carry its submission: download it by its id.
    fn recover(&self, form: &str, submission: Option<&str>) -> Result<Option<Vec<u8>>, NotDone> {
        let (Some(url), Some(key), Some(id)) =
            (&self.api_url, self.api_key_of_form.get(form), submission)
        else {
            return Ok(None);
        };
        let login = BASE64_STANDARD.encode(format!("{form}:{key}"));
        let later = |error: ureq::Error| NotDone::TryLater(format!("the API: {error}"));
        let mut answer = self
            .agent
            .get(format!("{url}/app/api/v1/submissions/{}", quoted(id)))
            .header("Authorization", format!("Basic {login}"))
            .call()
            .map_err(later)?;
        match answer.status().as_u16() {
            200 => {}
            429 | 500.. => {
                return Err(NotDone::TryLater(format!("the API answered {}", answer.status())));
            }
            // 401: the API key is wrong; 404: the submission is gone.
            _ => return Ok(None),
        }
        let body = answer.body_mut().with_config().limit(1 << 28).read_to_string().map_err(later)?;
        let Some(body) = object_in(&body) else {
            return Err(NotDone::TryLater("the API's answer is not JSON".into()));
        };
        let row = member(&body, "submission").filter(|row| object_in(row).is_some());
        Ok(row.map(|row| row.as_bytes().to_vec()))
    }
}

/// Your part. Store its effects with the sequence, in one transaction.
fn work(_plaintext: Option<&[u8]>) {}

fn keys_in(variable: &str) -> Result<Keys, String> {
    let text = env::var(variable).unwrap_or_default();
    if text.is_empty() {
        return Ok(Keys::new());
    }
    // Not the error of serde_json: it may show a part of the text.
    serde_json::from_str(&text).map_err(|_| format!("{variable} is no object of form id and key"))
}

/// Types, classes and attributes that are new to us are no reason to refuse.
fn form_and_payload(event: &Object, meta: &Object) -> Option<(String, Object)> {
    for name in ["domain", "class", "type"] {
        member(meta, name).and_then(string_in)?;
    }
    let form = member(meta, "formId").and_then(string_in)?;
    if is_error(event) {
        let error = member(event, "error").and_then(object_in)?;
        member(&error, "code").and_then(string_in)?;
    }
    Some((form, member(event, "payload").and_then(object_in)?))
}

fn is_error(event: &Object) -> bool {
    member(event, "error").is_some_and(|error| error != "null")
}

fn member<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    object.get(name).map(|value| value.get())
}

fn object_in(text: &str) -> Option<Object> {
    serde_json::from_str(text).ok()
}

fn string_in(text: &str) -> Option<String> {
    match serde_json::from_str(text) {
        Ok(Value::String(value)) => Some(value),
        _ => None,
    }
}

/// An id comes out of an event, which may hold anything.
fn quoted(id: &str) -> String {
    let quote = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'_' => (byte as char).to_string(),
        _ => format!("%{byte:02X}"),
    };
    id.bytes().map(quote).collect()
}

/// The sequences that were dealt with: in memory, and in a file as well if one
/// is named, so that a restart knows them too. A database with a unique index
/// on the sequence does the same for you, in the transaction of the work.
struct Done {
    all: HashSet<u64>,
    file: Option<File>,
}

impl Done {
    fn open(path: Option<std::ffi::OsString>) -> io::Result<Self> {
        let mut done = Self { all: HashSet::new(), file: None };
        let Some(path) = path else { return Ok(done) };
        let file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        for line in BufReader::new(&file).lines() {
            done.all.extend(line?.parse::<u64>());
        }
        done.file = Some(file);
        Ok(done)
    }

    fn has(&self, seq: u64) -> bool {
        self.all.contains(&seq)
    }

    fn add(&mut self, seq: u64) -> io::Result<()> {
        self.all.insert(seq);
        match &mut self.file {
            Some(file) => writeln!(file, "{seq}"),
            None => Ok(()),
        }
    }
}
