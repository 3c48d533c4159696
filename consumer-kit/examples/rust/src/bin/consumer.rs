//! A right consumer of CHEFS events in Rust, on the official client async-nats,
//! over WebSocket with an NKey. Set up by the environment alone
//! (docs/consumer-guide.md lists the names); prints a JSON line for each message
//! it has dealt with. Copy it with event.rs and cryptr.rs. Ends on SIGTERM or
//! SIGINT.

use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_nats::jetstream::consumer::{AckPolicy, Consumer, DeliverPolicy, pull};
use async_nats::jetstream::stream::Stream;
use async_nats::jetstream::{self, AckKind, Message};
use async_nats::{Client, ConnectOptions};
use chefs_example::event::{Dealer, NotDone};
use futures_util::{FutureExt, StreamExt};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

const FIRST_WAIT: Duration = Duration::from_millis(250);
const LONGEST_WAIT: Duration = Duration::from_secs(15);

type Failure = Box<dyn Error + Send + Sync>;
type Stopping = watch::Receiver<bool>;

#[tokio::main]
async fn main() -> ExitCode {
    for name in ["SERVERS", "NKEY_SEED"] {
        if env::var(name).unwrap_or_default().is_empty() {
            eprintln!("consumer: {name} is not set");
            return ExitCode::from(2);
        }
    }
    match Dealer::from_environment() {
        Ok(dealer) => {
            run(Arc::new(Mutex::new(dealer))).await;
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("consumer: {reason}");
            ExitCode::from(2)
        }
    }
}

async fn run(dealer: Arc<Mutex<Dealer>>) {
    // The first signal: take no more, finish what is in hand.
    let (stop, mut stopping) = watch::channel(false);
    tokio::spawn(async move {
        let mut terminated = signal(SignalKind::terminate()).expect("SIGTERM can be caught");
        let mut interrupted = signal(SignalKind::interrupt()).expect("SIGINT can be caught");
        tokio::select! { _ = terminated.recv() => {} _ = interrupted.recv() => {} }
        stop.send_replace(true);
    });

    let mut attempt = 0;
    while !*stopping.borrow() {
        let ended = tokio::select! {
            // A stop while connecting; when connected, consume() ends by itself.
            ended = connect() => ended,
            _ = stopping.wait_for(|stop| *stop) => break,
        };
        let ended = match ended {
            Ok(client) => consume(client, &dealer, stopping.clone(), &mut attempt).await,
            Err(error) => Err(error),
        };
        if let Err(error) = ended {
            eprintln!("consumer: {error}");
        }
        attempt += 1;
        tokio::select! {
            () = tokio::time::sleep(wait_before(attempt)) => {}
            _ = stopping.wait_for(|stop| *stop) => {}
        }
    }
}

/// Twice as long from attempt to attempt; half of it is chance, so that a
/// hundred consumers do not all come back at once.
fn wait_before(attempt: usize) -> Duration {
    let doublings = u32::try_from(attempt.saturating_sub(1).min(10)).unwrap_or(10);
    let wait = (FIRST_WAIT * 2u32.pow(doublings)).min(LONGEST_WAIT);
    wait.mul_f64(rand::random_range(0.5..1.0))
}

/// From then on the client connects again by itself, for ever.
async fn connect() -> Result<Client, Failure> {
    let mut options = ConnectOptions::with_nkey(env::var("NKEY_SEED")?)
        .name(durable())
        .reconnect_delay_callback(wait_before)
        // What the cluster names leads nowhere behind a router.
        .ignore_discovered_servers()
        .connection_timeout(Duration::from_secs(10))
        .ping_interval(Duration::from_secs(10)) // a dead link is noticed
        .event_callback(|event| async move { eprintln!("consumer: nats: {event}") });
    if let Ok(file) = env::var("CHEFS_CA_FILE") {
        options = options.add_root_certificates(file.into());
    }
    let servers: Vec<String> = env::var("SERVERS")?.split(',').map(str::to_owned).collect();
    Ok(options.connect(servers).await?)
}

fn durable() -> String {
    env::var("DURABLE_NAME").unwrap_or_else(|_| "chefs-example-rust".into())
}

fn filters() -> Vec<String> {
    let text = env::var("FILTER_SUBJECTS").unwrap_or_default();
    text.split(',').filter(|filter| !filter.is_empty()).map(str::to_owned).collect()
}

/// What the durable is made with, the first time. What is not acknowledged within
/// ack_wait comes again: longer than the slowest event takes.
fn wanted() -> Result<pull::Config, Failure> {
    let ack_wait_ms = env::var("ACK_WAIT_MS").ok().and_then(|text| text.parse().ok());
    let mut config = pull::Config {
        durable_name: Some(durable()),
        ack_policy: AckPolicy::Explicit,
        ack_wait: Duration::from_millis(ack_wait_ms.unwrap_or(30_000)),
        ..Default::default()
    };
    match filters().as_slice() {
        [one] => config.filter_subject = one.clone(),
        several => config.filter_subjects = several.to_vec(),
    }
    if let Ok(text) = env::var("START_SEQUENCE") {
        config.deliver_policy = DeliverPolicy::ByStartSequence { start_sequence: text.parse()? };
    } else if let Ok(text) = env::var("START_TIME") {
        let start_time = OffsetDateTime::parse(&text, &Rfc3339)?;
        config.deliver_policy = DeliverPolicy::ByStartTime { start_time };
    }
    Ok(config)
}

/// A durable that exists is used as it is: the server knows how far we are.
/// Asking about it before making it keeps a restart from changing it. But not if
/// it was made with other filters: what we are to read now would never come.
async fn find_or_make(stream: &Stream) -> Result<Consumer<pull::Config>, Failure> {
    match stream.consumer_info(durable()).await {
        Ok(info) => {
            let mut has = info.config.filter_subjects;
            has.extend(Some(info.config.filter_subject).filter(|one| !one.is_empty()));
            if has == filters() {
                return stream.get_consumer(&durable()).await;
            }
            let (name, wanted) = (durable(), filters());
            return Err(format!(
                "{name} has the filters {has:?}, not {wanted:?}: delete it, or take another name"
            )
            .into());
        }
        Err(error) => match error.kind() {
            jetstream::context::ConsumerInfoErrorKind::NotFound => {}
            _ => return Err(error.into()),
        },
    }
    let made = stream.create_consumer(wanted()?).await?;
    // Before 2.10 a server passes over what it does not know.
    if filters().len() > 1 && made.cached_info().config.filter_subjects != filters() {
        stream.delete_consumer(&durable()).await?;
        return Err("several filters take nats-server 2.10; this is older".into());
    }
    Ok(made)
}

async fn consume(
    client: Client,
    dealer: &Arc<Mutex<Dealer>>,
    mut stopping: Stopping,
    attempt: &mut usize,
) -> Result<(), Failure> {
    let name = env::var("STREAM_NAME").unwrap_or_else(|_| "CHEFS".into());
    let stream = jetstream::new(client.clone()).get_stream(name).await?;
    let mut consumer = find_or_make(&stream).await?;
    let info = consumer.info().await?.clone();
    eprintln!("consumer: reading as {}, {} waiting", durable(), info.num_pending);
    let begin = stream.get_info().await?.state.first_sequence;
    tell_gap(info.ack_floor.stream_sequence + 1, begin.saturating_sub(1));
    let mut last = info.delivered.stream_sequence.max(begin.saturating_sub(1));

    // Each request waits at the server, for 30 s. Without its heartbeats a
    // silent server would look like a silent stream.
    let mut messages = consumer
        .stream()
        .max_messages_per_batch(32)
        .expires(Duration::from_secs(30))
        .heartbeat(Duration::from_secs(5))
        .messages()
        .await?;
    loop {
        let message = tokio::select! {
            message = messages.next() => message.ok_or("the client has ended")??,
            _ = stopping.wait_for(|stop| *stop) => break,
        };
        let seq = message.info()?.stream_sequence;
        if seq > last + 1 {
            // With a filter, what lies between may just not have been for us.
            let known = if filters().is_empty() {
                seq
            } else {
                stream.get_info().await?.state.first_sequence
            };
            tell_gap(last + 1, known.min(seq) - 1);
        }
        last = last.max(seq);
        handle(message, dealer).await?;
        *attempt = 0;
        if *stopping.borrow() {
            break;
        }
    }
    // What has come and is not begun goes back at once, for the next run.
    while let Some(Some(Ok(message))) = messages.next().now_or_never() {
        message.ack_with(AckKind::Nak(None)).await?;
    }
    drop(messages);
    // Asked about, the server forgets the request that we leave behind, instead
    // of answering it with an event that nobody reads (nats-server 2.9).
    consumer.info().await?;
    client.flush().await?; // the last acknowledgements
    Ok(())
}

/// One message, from work to acknowledgement.
async fn handle(message: Message, dealer: &Arc<Mutex<Dealer>>) -> Result<(), Failure> {
    let info = message.info()?;
    let (seq, times) = (info.stream_sequence, info.delivered); // 1: the first
    let (subject, payload) = (message.subject.clone(), message.payload.clone());
    let dealer = Arc::clone(dealer);
    // In a thread: the client has pings to answer meanwhile.
    let dealt = tokio::task::spawn_blocking(move || {
        let mut dealer = dealer.lock().unwrap_or_else(|broken| broken.into_inner());
        dealer.deal(seq, &subject, &payload)
    })
    .await;
    let kind = match dealt {
        Ok(Ok(())) => AckKind::Ack, // after the work: what dies before comes again
        // A fault of ours that stays would bring it back for ever.
        Ok(Err(NotDone::Failed(_))) | Err(_) if times >= 5 => AckKind::Term,
        _ => {
            let doublings = u32::try_from((times - 1).clamp(0, 7)).unwrap_or(7);
            AckKind::Nak(Some(Duration::from_millis(500) * 2u32.pow(doublings)))
        }
    };
    if !matches!(kind, AckKind::Ack) {
        eprintln!("consumer: message {seq}, attempt {times}: {dealt:?}");
    }
    message.ack_with(kind).await
}

/// The stream discards its oldest when it is full; whoever comes too late sees
/// only a sequence that jumps. Take the forms' state from the CHEFS API then.
fn tell_gap(from: u64, to: u64) {
    if from <= to {
        println!(r#"{{"chefs":1,"notice":"gap","from":{from},"to":{to}}}"#);
    }
}
