package chefs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nats.client.Connection;
import io.nats.client.ConsumeOptions;
import io.nats.client.ConsumerContext;
import io.nats.client.ErrorListener;
import io.nats.client.IterableConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A right consumer of CHEFS events in Java, on the official client jnats, over
 * WebSocket with an NKey. Set up by the environment alone
 * (docs/consumer-guide.md lists the names); prints a JSON line for each message
 * it has dealt with. Copy it with EventDealer, Done and Cryptr. Ends on SIGTERM
 * or SIGINT.
 */
public final class Consumer {
  private static final Duration FIRST_WAIT = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  private final String stream = variable("STREAM_NAME", "CHEFS");
  private final String durable = variable("DURABLE_NAME", "chefs-example-java");
  private final List<String> filters =
      List.of(variable("FILTER_SUBJECTS", "").split(",")).stream().filter(f -> !f.isEmpty()).toList();
  private final EventDealer dealer = new EventDealer();
  private final Done done;
  // Opened by the first signal: take no more, finish what is in hand.
  private final CountDownLatch stopping;

  private Consumer(CountDownLatch stopping) throws IOException {
    this.stopping = stopping;
    done = new Done(System.getenv("DONE_FILE"));
  }

  public static void main(String[] args) throws Exception {
    for (String name : List.of("SERVERS", "NKEY_SEED")) {
      if (!variable(name, "").isEmpty()) continue;
      log(name + " is not set");
      System.exit(2);
    }
    CountDownLatch stopping = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Consumer consumer = new Consumer(stopping);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping.countDown();
                  try {
                    ended.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  Runtime.getRuntime().halt(0); // the JVM would say 143
                }));
    try {
      consumer.run();
    } finally {
      ended.countDown();
    }
  }

  private static String variable(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? otherwise : value;
  }

  private static void log(String text) {
    System.err.println("consumer: " + text);
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void run() throws InterruptedException {
    Duration wait = FIRST_WAIT;
    while (!isStopping()) {
      long started = System.nanoTime();
      try {
        runOnce();
      } catch (Exception e) {
        log(e.toString());
      }
      if (System.nanoTime() - started > LONGEST_WAIT.toNanos()) wait = FIRST_WAIT;
      // Half of the wait is chance, so that a hundred consumers do not all come
      // back at once.
      long millis = wait.toMillis();
      stopping.await(
          ThreadLocalRandom.current().nextLong(millis / 2, millis), TimeUnit.MILLISECONDS);
      wait = wait.multipliedBy(2);
      if (wait.compareTo(LONGEST_WAIT) > 0) wait = LONGEST_WAIT;
    }
  }

  // One connection, until it ends. The client could connect again by itself,
  // but then it would go to addresses that the cluster names, which behind a
  // router lead nowhere.
  private void runOnce() throws Exception {
    Options.Builder options =
        new Options.Builder()
            .servers(System.getenv("SERVERS").split(","))
            .authHandler(Nats.staticCredentials(null, System.getenv("NKEY_SEED").toCharArray()))
            .connectionName(durable)
            .noReconnect()
            .ignoreDiscoveredServers()
            .connectionTimeout(Duration.ofSeconds(10))
            .pingInterval(Duration.ofSeconds(10)) // a dead link is noticed
            .maxPingsOut(2)
            .errorListener(
                new ErrorListener() {
                  @Override
                  public void errorOccurred(Connection connection, String error) {
                    log("nats: " + error);
                  }
                });
    String caFile = variable("CHEFS_CA_FILE", "");
    if (!caFile.isEmpty()) options.sslContext(trusting(Path.of(caFile)));
    try (Connection connection = Nats.connect(options.build())) {
      consume(connection);
      if (connection.getStatus() == Connection.Status.CONNECTED) {
        connection.flush(Duration.ofSeconds(10)); // the last acknowledgements
      }
    }
  }

  private static SSLContext trusting(Path caFile) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    var certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(caFile)));
    for (var certificate : certificates) {
      store.setCertificateEntry("ca" + store.size(), certificate);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  // What the durable is made with, the first time. What is not acknowledged
  // within ackWait comes again: longer than the slowest event takes.
  private ConsumerConfiguration wanted() {
    var config =
        ConsumerConfiguration.builder()
            .durable(durable)
            .ackPolicy(AckPolicy.Explicit)
            .ackWait(Duration.ofMillis(Long.parseLong(variable("ACK_WAIT_MS", "30000"))))
            .filterSubjects(filters);
    String sequence = variable("START_SEQUENCE", "");
    String time = variable("START_TIME", "");
    if (!sequence.isEmpty()) {
      config.deliverPolicy(DeliverPolicy.ByStartSequence).startSequence(Long.parseLong(sequence));
    } else if (!time.isEmpty()) {
      config.deliverPolicy(DeliverPolicy.ByStartTime).startTime(ZonedDateTime.parse(time));
    }
    return config.build();
  }

  // A durable that exists is used as it is: the server knows how far we are.
  // Asking about it before making it keeps a restart from changing it. But not if
  // it was made with other filters: what we are to read now would never come.
  private ConsumerInfo findOrMakeDurable(JetStreamManagement manager) throws Exception {
    try {
      ConsumerInfo found = manager.getConsumerInfo(stream, durable);
      List<String> has = found.getConsumerConfiguration().getFilterSubjects();
      if (has == null ? filters.isEmpty() : has.equals(filters)) return found;
      throw new IllegalStateException(
          durable + " has the filters " + has + ", not " + filters
              + ": delete it, or take another name");
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != 10014) throw e; // "consumer not found"
      return manager.createConsumer(stream, wanted());
    }
  }

  private void consume(Connection connection) throws Exception {
    JetStreamManagement manager = connection.jetStreamManagement();
    ConsumerInfo info = findOrMakeDurable(manager);
    log("reading " + stream + " as " + durable + ", " + info.getNumPending() + " waiting");
    long begin = manager.getStreamInfo(stream).getStreamState().getFirstSequence();
    tellGap(info.getAckFloor().getStreamSequence() + 1, begin - 1);
    long last = Math.max(info.getDelivered().getStreamSequence(), begin - 1);

    ConsumerContext consumer = connection.getConsumerContext(stream, durable);
    // Each request waits at the server, for 10 s. The client asks for heartbeats
    // of half that time and asks anew when three of them are missing: a request
    // that was lost with its server's leader costs 15 s.
    var options = ConsumeOptions.builder().batchSize(32).expiresIn(10_000).build();
    try (IterableConsumer messages = consumer.iterate(options)) {
      while (!isStopping() && connection.getStatus() == Connection.Status.CONNECTED) {
        // This wait is in here, not at the server: it is for the two above.
        Message message = messages.nextMessage(Duration.ofMillis(250));
        if (message == null) continue;
        long seq = message.metaData().streamSequence();
        if (seq > last + 1) {
          // With a filter, what lies between may just not have been for us.
          long known =
              filters.isEmpty()
                  ? seq
                  : manager.getStreamInfo(stream).getStreamState().getFirstSequence();
          tellGap(last + 1, Math.min(known, seq) - 1);
        }
        last = Math.max(last, seq);
        handle(message, seq);
      }
      if (connection.getStatus() != Connection.Status.CONNECTED) return;
      // What has come and is not begun goes back at once, for the next run.
      messages.stop();
      Message rest;
      while ((rest = messages.nextMessage(Duration.ofMillis(50))) != null) rest.nak();
    }
    // Asked about, the server forgets the request that we leave behind, instead
    // of answering it with an event that nobody reads (nats-server 2.9).
    manager.getConsumerInfo(stream, durable);
  }

  // One message, from work to acknowledgement. An acknowledgement that is lost
  // brings the message again, and done knows it then.
  private void handle(Message message, long seq) {
    long times = message.metaData().deliveredCount(); // 1: the first time
    try {
      if (!done.has(seq)) {
        ObjectNode report = dealer.deal(seq, message.getSubject(), message.getData());
        done.add(seq);
        print(EventDealer.JSON.writeValueAsString(report));
      }
      message.ack(); // after the work: what dies before comes again
    } catch (Exception e) {
      log("message " + seq + ", attempt " + times + ": " + e.getMessage());
      if (!(e instanceof EventDealer.TryLater) && times >= 5) {
        message.term(); // a fault of ours would bring it back for ever
      } else {
        message.nakWithDelay(Math.min(500L << Math.min(times - 1, 7), 60_000));
      }
    }
  }

  // The stream discards its oldest when it is full; whoever comes too late sees
  // only a sequence that jumps. Take the forms' state from the CHEFS API then.
  private static void tellGap(long from, long to) {
    if (from > to) return;
    print("{\"chefs\":1,\"notice\":\"gap\",\"from\":" + from + ",\"to\":" + to + "}");
  }

  // System.out swallows its errors: what nobody reads is not acknowledged.
  private static void print(String line) {
    System.out.println(line);
    if (System.out.checkError()) throw new IllegalStateException("cannot write to standard output");
  }
}
