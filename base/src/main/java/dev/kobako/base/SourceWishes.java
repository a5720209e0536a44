package dev.kobako.base;

import dev.kobako.apt.SourceChoice;
import dev.kobako.config.MirrorUrl;
import dev.kobako.config.Quoted;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * From where the user wants packages, as far as anything is said.
 *
 * @param mirror archive for the suite, its updates and security
 * @param components which ones; empty for the usual one
 * @param snapshot point in time as snapshot.debian.org writes it: {@code 20250520T000000Z}
 * @param lines entries in the one-line style of sources.list(5), which stand alone; may hold
 *     passwords
 */
public record SourceWishes(
    Optional<MirrorUrl> mirror,
    List<String> components,
    Optional<String> snapshot,
    List<String> lines) {
  /** Nothing is said. */
  public static final SourceWishes NONE =
      new SourceWishes(Optional.empty(), List.of(), Optional.empty(), List.of());

  public SourceWishes {
    components = List.copyOf(components);
    lines = List.copyOf(lines);
    if (!lines.isEmpty() && (mirror.isPresent() || snapshot.isPresent() || !components.isEmpty())) {
      throw new IllegalArgumentException("lines stand alone");
    }
  }

  /**
   * What this says and, where it says nothing, what {@code other} does. Lines say everything: only
   * another mirror, or other lines, can stand in their place.
   *
   * @throws KobakoException usage, where this adds to lines what they say themselves
   */
  public SourceWishes or(SourceWishes other) {
    if (!lines.isEmpty() || equals(NONE)) {
      return equals(NONE) ? other : this;
    }
    if (!other.lines.isEmpty() && mirror.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              snapshot.isPresent() ? "--snapshot" : "--component",
              "given beside sources: lines of the file, which stand alone",
              "write it into the lines, or name a --mirror in their place"));
    }
    return new SourceWishes(
        mirror.or(other::mirror),
        components.isEmpty() ? other.components : components,
        snapshot.or(other::snapshot),
        List.of());
  }

  /** What apt's part of kobako makes entries of. */
  public SourceChoice choice(Path hostRoot) {
    return new SourceChoice(
        hostRoot,
        lines,
        mirror.map(MirrorUrl::text),
        components.isEmpty() ? List.of("main") : components,
        snapshot);
  }

  /** Without a user's name and password. */
  @Override
  public String toString() {
    return "SourceWishes[mirror="
        + mirror
        + ", components="
        + components
        + ", snapshot="
        + snapshot
        + ", lines="
        + lines.stream().map(Quoted::withoutCredentials).toList()
        + "]";
  }
}
