package dev.kobako.project;

import java.util.List;

/**
 * A way in which projects name and fetch what they depend on. A class each; {@link #all} has them
 * in the order in which they are looked for.
 */
public sealed interface Ecosystem
    permits Cargo, Go, NodeManager, Pip, Poetry, Uv, Maven, Gradle, Cmake, Cabal, Stack {
  /** All there are. */
  static List<Ecosystem> all() {
    return List.of(
        new Cargo(),
        new Go(),
        new Npm(),
        new Pnpm(),
        new Yarn(),
        new Pip(),
        new Poetry(),
        new Uv(),
        new Maven(),
        new Gradle(),
        new Cmake(),
        new Cabal(),
        new Stack());
  }

  /** How it is written: {@code cargo}. */
  String word();

  /** Whether the folder is a project of it. */
  boolean isSeenIn(ProjectFolder folder);

  /**
   * The layer of the dependencies in a Dockerfile that has a build command already.
   *
   * @param workdir the working directory of the stage, absolute
   * @param build the words of the command that builds, such as {@code cargo build --release}; the
   *     dependencies are built with the same options. Empty for what {@code kobako init} would run.
   * @throws dev.kobako.diagnostic.KobakoException a finding, where a manifest can't be read
   */
  DependencyLayer dependencies(ProjectFolder folder, String workdir, List<String> build);

  /**
   * The whole Dockerfile.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, where a manifest can't be read or
   *     there is nothing to run
   */
  Recipe recipe(ProjectFolder folder, Choices choices);
}
