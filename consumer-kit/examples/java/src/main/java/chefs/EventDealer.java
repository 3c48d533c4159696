package chefs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Decides what becomes of one CHEFS event, whatever client brought it. Copy it
 * with Cryptr.java; put your own work into work(). docs/consumer-guide.md says
 * why. Set up by the environment alone: an argument can be read by every user
 * of the machine.
 */
final class EventDealer {
  /** The event is fine, but cannot be worked on now: it is to come again. */
  static final class TryLater extends Exception {
    TryLater(String message) {
      super(message);
    }
  }

  // Deep nesting is legal JSON: the default of 1000 levels refuses it.
  static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(100_000).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Numbers stay as they are written, or a row would not be what was sent.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String source = System.getenv("SOURCE");
  private final String key = System.getenv("ENCRYPTION_KEY");
  private final JsonNode keyOfForm = objectIn("ENCRYPTION_KEYS");
  private final String apiUrl = System.getenv("CHEFS_API_URL");
  private final JsonNode apiKeyOfForm = objectIn("CHEFS_API_KEYS");
  // An answer that does not come must not stop the rest.
  private final long apiTimeoutMs =
      Long.parseLong(Optional.ofNullable(System.getenv("CHEFS_API_TIMEOUT_MS")).orElse("10000"));

  private static JsonNode objectIn(String variable) {
    String text = System.getenv(variable);
    try {
      return JSON.readTree(text == null || text.isEmpty() ? "{}" : text);
    } catch (JsonProcessingException e) { // whose message would show the text
      throw new IllegalArgumentException(variable + " is not JSON");
    }
  }

  /** Your part. Store its effects with the sequence, in one transaction. */
  private void work(Optional<byte[]> plaintext) {}

  /** Does the work of one message and gives its report; then acknowledge it. */
  ObjectNode deal(long seq, String subject, byte[] data) throws Exception {
    ObjectNode report = JSON.createObjectNode().put("chefs", 1).put("seq", seq);
    Optional<byte[]> plaintext = read(report, subject, data);
    if (plaintext.isPresent()) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(plaintext.get());
      report.put("plaintextSha256", HexFormat.of().formatHex(digest));
    }
    work(plaintext);
    return report;
  }

  private Optional<byte[]> read(ObjectNode report, String subject, byte[] data) throws Exception {
    JsonNode event = parse(data);
    JsonNode meta = event.path("meta");
    report.put("outcome", "invalid");
    if (!meta.isObject()) return Optional.empty();
    if (meta.path("submissionId").isTextual()) report.set("submissionId", meta.get("submissionId"));
    // What is still being written is no case yet: work() has to tell them apart.
    if (meta.path("draft").asBoolean()) report.put("draft", true);
    // Test and pull-request environments of CHEFS share the server. An event
    // without a source is nobody's.
    if (!meta.path("source").isTextual() || !meta.get("source").textValue().equals(source)) {
      report.put("outcome", "ignored");
      return Optional.empty();
    }
    if (!isEvent(event)) return Optional.empty();
    // Before the payload: that of an oversize event holds an object for data.
    if (event.hasNonNull("error")) {
      return finish(report, "recovered", "oversize", recover(meta));
    }
    JsonNode sealed = event.get("payload").path("data");
    if (sealed.isMissingNode() && subject.startsWith("PUBLIC.")) report.put("outcome", "processed");
    if (!sealed.isTextual()) return Optional.empty();
    return finish(report, "processed", "undecryptable", unseal(sealed.textValue(), meta));
  }

  private static Optional<byte[]> finish(
      ObjectNode report, String outcome, String otherwise, Optional<byte[]> plaintext) {
    report.put("outcome", plaintext.isPresent() ? outcome : otherwise);
    return plaintext;
  }

  /** Anything may be on the stream: a missing node for what is not JSON. */
  private static JsonNode parse(byte[] data) {
    try {
      // From bytes, Jackson would also read UTF-16.
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data));
      return JSON.readTree(text.toString());
    } catch (CharacterCodingException | JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** Types, classes and attributes that are new to us are no reason to refuse. */
  private static boolean isEvent(JsonNode event) {
    for (String name : List.of("domain", "class", "type", "formId")) {
      if (!event.get("meta").path(name).isTextual()) return false;
    }
    if (event.hasNonNull("error") && !event.get("error").path("code").isTextual()) return false;
    return event.path("payload").isObject();
  }

  // A key can be changed while events sealed with the old one are on the
  // stream: the form's own and the common one are both tried.
  private Optional<byte[]> unseal(String sealed, JsonNode meta) throws GeneralSecurityException {
    String own = keyOfForm.path(meta.get("formId").textValue()).asText();
    for (String candidate : new String[] {own, key}) {
      if (candidate == null || candidate.isEmpty()) continue;
      try {
        return Optional.of(Cryptr.open(sealed, candidate));
      } catch (Cryptr.Rejected e) {
        // another key's, or changed: the next key
      }
    }
    return Optional.empty();
  }

  /** The event was too large to carry its submission: download it by its id. */
  private Optional<byte[]> recover(JsonNode meta) throws Exception {
    String form = meta.get("formId").textValue();
    String password = apiKeyOfForm.path(form).asText();
    if (apiUrl == null || password.isEmpty() || !meta.path("submissionId").isTextual()) {
      return Optional.empty();
    }
    String id = URLEncoder.encode(meta.get("submissionId").textValue(), StandardCharsets.UTF_8);
    byte[] login = (form + ":" + password).getBytes(StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(URI.create(apiUrl + "/app/api/v1/submissions/" + id))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
            .build();
    HttpResponse<byte[]> answer;
    try {
      answer =
          http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
              .orTimeout(apiTimeoutMs, TimeUnit.MILLISECONDS)
              .join();
    } catch (CompletionException e) { // no answer, or half of one
      throw new TryLater("the API did not answer: " + e.getCause().getClass().getSimpleName());
    }
    if (answer.statusCode() >= 500 || answer.statusCode() == 429) {
      throw new TryLater("the API answered " + answer.statusCode());
    }
    // 401: the API key is wrong; 404: the submission is gone. Both stay so.
    if (answer.statusCode() != 200) return Optional.empty();
    JsonNode body = parse(answer.body());
    if (body.isMissingNode()) throw new TryLater("the API's answer is not JSON");
    JsonNode row = body.path("submission");
    if (!row.isObject()) return Optional.empty();
    // Not writeValueAsBytes(): it would escape what lies beyond the BMP.
    return Optional.of(JSON.writeValueAsString(row).getBytes(StandardCharsets.UTF_8));
  }
}
