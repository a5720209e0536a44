package dev.kobako.fix;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.lint.ShellCommand;
import dev.kobako.project.ProjectFolder;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a build looks into the repository that its context is, mostly for a version. What looks
 * like it counts: a build without it makes another program, and often doesn't fail.
 *
 * @param context the folder that COPY takes files from
 */
record GitNeed(FixableFile file, ProjectFolder context) {
  /** What of git has nothing to do with the repository that it is called in. */
  private static final Set<String> ELSEWHERE = Set.of("clone", "config", "lfs", "ls-remote");

  /** Where projects say how they are built. */
  private static final List<String> MANIFESTS =
      List.of(
          "Makefile",
          "makefile",
          "GNUmakefile",
          "CMakeLists.txt",
          "meson.build",
          "configure.ac",
          "build.rs",
          "Cargo.toml",
          "pyproject.toml",
          "setup.py",
          "setup.cfg",
          "package.json",
          "pom.xml",
          "build.gradle",
          "build.gradle.kts",
          "Rakefile",
          "Justfile",
          "justfile");

  private static final Pattern ASKS =
      Pattern.compile(
          "\\bgit[\"',\\s]+(describe|rev-parse|rev-list|log|status|show|tag|submodule|ls-files"
              + "|diff|branch|symbolic-ref|-C|--git-dir)\\b|setuptools[-_]scm|hatch-vcs|versioneer"
              + "|\\bpbr\\b|poetry-dynamic-versioning|pdm-backend|vergen|shadow-rs|git2"
              + "|git-commit-id|gitVersion|buildnumber-maven|jgitver|nebula.release|GitRevision");

  boolean isThere() {
    return file.stages().stream().flatMap(stage -> stage.steps().stream()).anyMatch(GitNeed::asks)
        || context.filesEndingWith(".sh").stream().anyMatch(this::asks)
        || MANIFESTS.stream().anyMatch(this::asks);
  }

  private static boolean asks(FixableStage.Step step) {
    if (!(step.instruction() instanceof Instruction.Run run)) {
      return false;
    }
    return step.script()
        .map(script -> script.any(GitNeed::asks))
        .orElseGet(
            () -> Pattern.compile("\\bgit\\b|\\bgo\\b").matcher(run.statement().original()).find());
  }

  private static boolean asks(ShellCommand command) {
    boolean git =
        command.name().equals("git")
            && command.operands("C", "c").stream()
                .findFirst()
                .filter(ELSEWHERE::contains)
                .isEmpty();
    // the version that go writes into programs
    boolean go =
        command.is("go", "build", "install")
            && command.arguments().stream().noneMatch(each -> each.equals("-buildvcs=false"));
    return git || go;
  }

  private boolean asks(String path) {
    try {
      return context.text(path).filter(text -> ASKS.matcher(text).find()).isPresent();
    } catch (KobakoException _) {
      return true; // nobody knows
    }
  }
}
