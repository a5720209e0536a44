package dev.kobako.apt;

import dev.kobako.apt.ArchiveRoot.Validators;
import dev.kobako.image.Digest;
import dev.kobako.image.LastUse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An InRelease file that was believed before.
 *
 * @param bytes of it
 * @param date when it was made
 * @param validators by which its server recognises it
 * @param checked when its signatures were checked
 * @param keys with what keys that was, see {@link ReleaseTrust#keys}
 */
@SuppressWarnings("ArrayRecordComponent") // It is handed over, never compared.
record StoredRelease(
    byte[] bytes, Instant date, Validators validators, Instant checked, String keys) {
  /** Keys expire, so that what was good can't be held for good for ever. */
  private static final Duration RECENT = Duration.ofDays(1);

  private static final String FILE = "InRelease";
  private static final String STATE = "state";
  private static final int MOST_STATE = 64 * 1024;

  /** What the cache has, unless it is damaged. */
  static Optional<StoredRelease> read(Path folder, int limit) {
    try (InputStream in = Files.newInputStream(folder.resolve(FILE));
        InputStream state = Files.newInputStream(folder.resolve(STATE))) {
      byte[] bytes = in.readNBytes(limit);
      String text = new String(state.readNBytes(MOST_STATE), StandardCharsets.UTF_8);
      Map<String, String> fields = new TreeMap<>();
      text.lines()
          .forEach(line -> {
            int blank = line.indexOf(' ');
            if (blank > 0) {
              fields.put(line.substring(0, blank), line.substring(blank + 1));
            }
          });
      if (!Digest.sha256(bytes).toString().equals(fields.get("digest"))) {
        return Optional.empty();
      }
      return Optional.of(
          new StoredRelease(
              bytes,
              Instant.parse(fields.getOrDefault("date", "")),
              new Validators(
                  fields.getOrDefault("etag", ""), fields.getOrDefault("last-modified", "")),
              Instant.parse(fields.getOrDefault("checked", "")),
              fields.getOrDefault("keys", "")));
    } catch (IOException | DateTimeException _) {
      return Optional.empty();
    }
  }

  /** Keeps it for the next time. */
  void write(AptCache cache, Path folder) {
    StringBuilder state = new StringBuilder();
    state.append("digest ").append(Digest.sha256(bytes)).append('\n');
    state.append("date ").append(date).append('\n');
    state.append("etag ").append(validators.etag()).append('\n');
    state.append("last-modified ").append(validators.lastModified()).append('\n');
    state.append("checked ").append(checked).append('\n');
    state.append("keys ").append(keys).append('\n');
    // Killed in between, there are two that don't fit together, which counts as nothing.
    cache.write(folder.resolve(FILE), bytes);
    cache.write(folder.resolve(STATE), state.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Whether its signatures need not be checked again: they were, lately, with the same keys. */
  boolean isSoundWith(String nowKeys, Instant now) {
    return !keys.isEmpty()
        && keys.equals(nowKeys)
        && !checked.isAfter(now)
        && checked.plus(RECENT).isAfter(now);
  }

  /** Says that it is still wanted. */
  static void used(Path folder) {
    LastUse.note(folder.resolve(FILE));
    LastUse.note(folder.resolve(STATE));
  }
}
