package chefs;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens what CHEFS seals, on the JDK (17 or later) alone. Copy this file. It
 * opens the format of npm cryptr 6, more strictly than cryptr itself does:
 *
 * <pre>
 * hex( salt[64] | iv[16] | tag[16] | ciphertext )
 * key = PBKDF2-HMAC-SHA512(the configured key as text, salt, 100 000, 32)
 * </pre>
 */
public final class Cryptr {
  private static final int SALT_END = 64;
  private static final int IV_END = SALT_END + 16;
  private static final int TAG_END = IV_END + 16;
  private static final int ITERATIONS = 100_000;

  /** The data cannot be opened. The message is for logs: no secret in it. */
  public static final class Rejected extends Exception {
    Rejected(String message) {
      super(message);
    }
  }

  private Cryptr() {}

  /**
   * Gives the plaintext.
   *
   * @param data payload.data of a PRIVATE event. On an oversize event it is an
   *     object and no string: look for the event's "error" before.
   * @param key the text that the form's owner configured.
   */
  public static byte[] open(String data, String key)
      throws Rejected, GeneralSecurityException {
    byte[] sealed = fromHex(data);
    if (sealed.length < TAG_END) throw new Rejected("data is too short");
    byte[] salt = Arrays.copyOf(sealed, SALT_END);
    byte[] iv = Arrays.copyOfRange(sealed, SALT_END, IV_END);

    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, deriveKey(key, salt), new GCMParameterSpec(128, iv));
    try {
      // Java wants the tag behind the ciphertext; cryptr has it in front. A
      // decrypting GCM cipher gives nothing before doFinal() saw the tag.
      cipher.update(sealed, TAG_END, sealed.length - TAG_END);
      return cipher.doFinal(sealed, IV_END, TAG_END - IV_END);
    } catch (AEADBadTagException e) {
      throw new Rejected("the tag does not verify: wrong key or changed data");
    }
  }

  private static byte[] fromHex(String data) throws Rejected {
    try {
      return HexFormat.of().parseHex(data);
    } catch (IllegalArgumentException e) {
      throw new Rejected("data is not hex");
    }
  }

  // The key is a password: its 64 hex digits are not decoded. The JDK takes
  // the characters of a PBKDF2 password as UTF-8, as CHEFS does.
  private static SecretKeySpec deriveKey(String key, byte[] salt)
      throws GeneralSecurityException {
    PBEKeySpec password =
        new PBEKeySpec(key.toCharArray(), salt, ITERATIONS, 256);
    try {
      SecretKeyFactory factory =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512");
      byte[] derived = factory.generateSecret(password).getEncoded();
      return new SecretKeySpec(derived, "AES");
    } finally {
      password.clearPassword();
    }
  }
}
