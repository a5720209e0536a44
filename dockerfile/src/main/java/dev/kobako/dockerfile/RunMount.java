package dev.kobako.dockerfile;

import java.util.Optional;

/** A {@code --mount} of RUN, expanded. Targets may be relative to the working directory. */
public sealed interface RunMount {
  /** Files of the context, a stage or an image. */
  record Bind(Optional<String> from, String source, String target, boolean readWrite)
      implements RunMount {}

  /** A folder that lives on from build to build. */
  record Cache(
      Optional<String> id,
      String target,
      boolean readOnly,
      Sharing sharing,
      Optional<String> from,
      String source,
      Optional<Integer> mode,
      int uid,
      int gid)
      implements RunMount {}

  /** Memory. */
  record Tmpfs(String target, long size) implements RunMount {}

  /** A secret as a file, a variable, or both. */
  record Secret(
      String id,
      Optional<String> target,
      Optional<String> environment,
      boolean required,
      int mode,
      int uid,
      int gid)
      implements RunMount {}

  /** The socket of an SSH agent. */
  record Ssh(String id, Optional<String> target, boolean required, int mode, int uid, int gid)
      implements RunMount {}

  /** How builds at the same time share a cache. */
  enum Sharing {
    SHARED,
    PRIVATE,
    LOCKED
  }

  /**
   * Reads a mount's expanded value.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding at the flag
   */
  static RunMount parse(SourceText source, Span span, String expanded) {
    throw new UnsupportedOperationException();
  }
}
