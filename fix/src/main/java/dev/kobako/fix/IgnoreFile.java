package dev.kobako.fix;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.IgnorePatterns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file that keeps things of the context away from builds, as it is and with what is added to
 * it.
 *
 * @param path where it is, or would be
 * @param name the last part of the path
 * @param written what is in it; empty where there is none
 * @param added lines behind that
 */
public record IgnoreFile(Path path, String name, Optional<String> written, List<String> added) {
  private static final int MOST_BYTES = 1 << 20;
  private static final String NAME = ".dockerignore";

  public IgnoreFile {
    added = List.copyOf(added);
  }

  /**
   * The one that counts for a Dockerfile: as in builds, what is beside it with {@code
   * .dockerignore} added to its name comes first.
   *
   * @param folder the context
   * @return nothing where it is none that could be added to: too large, not of UTF-8, with a
   *     malformed pattern, or no regular file
   */
  public static Optional<IgnoreFile> of(Path folder, Path dockerfile) {
    Path own = dockerfile.resolveSibling(dockerfile.getFileName() + NAME);
    Path path = Files.isRegularFile(own) ? own : folder.resolve(NAME);
    String name = String.valueOf(path.getFileName());
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(new IgnoreFile(path, name, Optional.empty(), List.of()));
    }
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        return Optional.empty();
      }
      IgnorePatterns.parse(name, bytes);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(new IgnoreFile(path, name, Optional.of(text), List.of()));
    } catch (CharacterCodingException | KobakoException _) {
      return Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // builds tell of it
    }
  }

  /** With more lines. */
  IgnoreFile with(List<String> lines) {
    List<String> all = new ArrayList<>(added);
    all.addAll(lines);
    return new IgnoreFile(path, name, written, all);
  }

  /** Whether anything was added. */
  public boolean isChanged() {
    return !added.isEmpty();
  }

  /** All that is in it now; its lines end as those do that were there. */
  public String text() {
    String old = written.orElse("");
    String end = old.contains("\r\n") ? "\r\n" : "\n";
    StringBuilder text = new StringBuilder(old);
    if (isChanged() && !old.isEmpty() && !old.endsWith("\n")) {
      text.append(end);
    }
    added.forEach(line -> text.append(line).append(end));
    return text.toString();
  }

  /** What builds read of it now. */
  public IgnorePatterns patterns() {
    return IgnorePatterns.parse(name, text().getBytes(StandardCharsets.UTF_8));
  }

  /** Whether somebody wants a name in builds and says so. */
  boolean takesBack(String name) {
    return text()
        .lines()
        .map(String::strip)
        .anyMatch(line -> line.matches("![/*]*" + Pattern.quote(name) + "/?"));
  }

  /** What was added, as {@code patch} reads it; empty where nothing was. */
  String patch() {
    return written
        .map(old -> UnifiedPatch.between(name, old, text()))
        .orElseGet(() -> UnifiedPatch.ofNew(name, text()));
  }
}
