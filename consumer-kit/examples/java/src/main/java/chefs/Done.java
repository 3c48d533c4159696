package chefs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The sequences that were dealt with: in memory, and in a file as well if one
 * is named, so that a restart knows them too. A database with a unique index on
 * the sequence does the same for you, in the transaction of the work.
 */
final class Done {
  private final Set<Long> all = new HashSet<>();
  private final Path file;

  Done(String path) throws IOException {
    file = path == null || path.isEmpty() ? null : Path.of(path);
    if (file == null || !Files.exists(file)) return;
    for (String line : Files.readAllLines(file)) all.add(Long.valueOf(line));
  }

  boolean has(long seq) {
    return all.contains(seq);
  }

  void add(long seq) throws IOException {
    all.add(seq);
    if (file == null) return;
    Files.writeString(file, seq + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
