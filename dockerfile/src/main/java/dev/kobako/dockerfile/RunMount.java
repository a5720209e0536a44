package dev.kobako.dockerfile;

import dev.kobako.diagnostic.KobakoException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A {@code --mount} of RUN, expanded, with all defaults in place.
 *
 * <p>Targets are as written: relative ones mean the working directory, an empty one that folder
 * itself, as BuildKit has it. What comes out as {@code /} has to be refused by whoever knows the
 * working directory. Sources are absolute and clean, {@code /} where nothing is named. Numbers of
 * users and groups are unsigned.
 */
public sealed interface RunMount {
  /** Files of the context, a stage or an image. */
  record Bind(Optional<String> from, String source, String target, boolean readWrite)
      implements RunMount {}

  /**
   * A folder that lives on from build to build.
   *
   * @param id by default the target as written, cleaned
   * @param from a stage or image whose {@code source} it starts with
   * @param mode of a new folder, as are its owners; they don't count where there is a {@code
   *     source}
   */
  record Cache(
      String id,
      String target,
      boolean readOnly,
      Sharing sharing,
      Optional<String> from,
      String source,
      int mode,
      int uid,
      int gid)
      implements RunMount {}

  /**
   * Memory.
   *
   * @param size in bytes, 0 for the kernel's default
   */
  record Tmpfs(String target, long size, boolean readOnly) implements RunMount {}

  /**
   * A secret as a file, a variable, or both.
   *
   * @param target {@code /run/secrets/ID} by default, none where only a variable is wanted
   * @param required whether the step fails without it
   */
  record Secret(
      String id,
      Optional<String> target,
      Optional<String> environment,
      boolean required,
      int mode,
      int uid,
      int gid)
      implements RunMount {}

  /**
   * The socket of an SSH agent.
   *
   * @param target a path of the builder's choice by default
   */
  record Ssh(String id, Optional<String> target, boolean required, int mode, int uid, int gid)
      implements RunMount {}

  /** How builds at the same time share a cache. */
  enum Sharing {
    SHARED,
    PRIVATE,
    LOCKED
  }

  /**
   * Reads a mount. Each option's value is expanded on its own: a comma in a variable's value
   * separates nothing.
   *
   * @param expand what makes a value of a word
   * @throws KobakoException a finding at the flag; what {@code expand} throws
   */
  static RunMount parse(SourceText source, Flag flag, UnaryOperator<String> expand) {
    return new MountReader(source, flag).read(expand);
  }

  /**
   * The {@code from} of a mount that has not been read yet: it has no variables, since it decides
   * which stages there must be.
   *
   * @throws KobakoException a finding at the flag
   */
  static Optional<String> from(SourceText source, Flag flag) {
    return new MountReader(source, flag).from();
  }
}
