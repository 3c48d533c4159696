package chefs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * A right decryptor in Java, for {@code chefs-mock conform decryptor}. All of
 * the cryptography is in Cryptr.java; here are the two ways to drive it:
 *
 * <pre>
 * printf %s "$HEX" | ENCRYPTION_KEY=… ./run decryptor    one input
 * ./run decryptor --session                              JSON lines
 * </pre>
 */
public final class Decryptor {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Decryptor() {}

  public static void main(String[] args) {
    int status;
    try {
      status = List.of(args).contains("--session") ? session() : oneShot();
    } catch (Exception e) {
      // Java would exit with 1, and a bug would look like a rejection.
      e.printStackTrace();
      status = 70;
    }
    System.exit(status);
  }

  /** Exit 0 with the plaintext on standard output, or 1 and nothing. */
  private static int oneShot() throws Exception {
    String key = System.getenv("ENCRYPTION_KEY");
    if (key == null || key.isEmpty()) {
      System.err.println("ENCRYPTION_KEY is not set; give the form's key in it");
      return 2;
    }
    if (key.indexOf('\uFFFD') >= 0) {
      // Java decodes the environment by the locale; "C" has ASCII only.
      System.err.println("ENCRYPTION_KEY is no text in this locale; set LC_ALL=C.UTF-8");
      return 2;
    }
    // Latin-1 keeps every byte, so that one which is no digit stays one.
    byte[] input = System.in.readAllBytes();
    String data = new String(input, StandardCharsets.ISO_8859_1);
    try {
      System.out.write(Cryptr.open(data, key));
      System.out.flush();
      return 0;
    } catch (Cryptr.Rejected e) {
      System.err.println("rejected: " + e.getMessage());
      return 1;
    }
  }

  private static int session() throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode message = JSON.readTree(line);
      String kind = message.fieldNames().next();
      if (kind.equals("stop")) break;
      System.out.write(JSON.writeValueAsBytes(answerTo(kind, message.get(kind))));
      System.out.write('\n');
      System.out.flush();
    }
    return 0;
  }

  private static ObjectNode answerTo(String kind, JsonNode request)
      throws IOException, GeneralSecurityException {
    ObjectNode answer = JSON.createObjectNode();
    if (kind.equals("start")) {
      ObjectNode ready = answer.putObject("ready");
      ready.put("name", "chefs-example-java").put("version", "1.0.0");
      ready.putArray("unsupported");
      return answer;
    }
    answer.set("id", request.get("id"));
    if (!kind.equals("decrypt")) return answer.put("unsupported", "unknown request");
    JsonNode data = request.get("data");
    if (!data.isTextual()) return answer.put("rejected", "data is not a string");
    try {
      return putPlaintext(answer, Cryptr.open(data.textValue(), request.get("key").textValue()));
    } catch (Cryptr.Rejected e) {
      return answer.put("rejected", e.getMessage());
    }
  }

  private static ObjectNode putPlaintext(ObjectNode answer, byte[] plaintext) {
    try {
      // A fresh decoder reports what new String(…) would quietly replace.
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(plaintext));
      return answer.put("plaintext", text.toString());
    } catch (CharacterCodingException e) {
      return answer.put("plaintextBase64", plaintext);
    }
  }
}
