package dev.kobako.fix;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.IgnorePatterns;
import dev.kobako.project.ProjectFolder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What of a context does not reach builds. Which ignore file counts is not always known; then each
 * that may is asked.
 */
final class IgnoredFiles {
  private static final String IGNORE_FILE = ".dockerignore";

  private final List<IgnorePatterns> patterns;

  private IgnoredFiles(List<IgnorePatterns> patterns) {
    this.patterns = patterns;
  }

  /**
   * Of a context.
   *
   * @param ignoreFile the one that counts, where that is known
   */
  static IgnoredFiles of(Optional<ProjectFolder> context, Optional<IgnoreFile> ignoreFile) {
    if (ignoreFile.isPresent()) {
      return new IgnoredFiles(List.of(ignoreFile.get().patterns()));
    }
    return new IgnoredFiles(
        context.stream()
            .flatMap(folder ->
                folder.files().stream()
                    .filter(each -> each.endsWith(IGNORE_FILE) && each.indexOf('/') < 0)
                    .map(each -> patterns(folder, each)))
            .toList());
  }

  private static IgnorePatterns patterns(ProjectFolder folder, String file) {
    try {
      return IgnorePatterns.parse(
          file, folder.text(file).orElse("").getBytes(StandardCharsets.UTF_8));
    } catch (KobakoException _) {
      return IgnorePatterns.of(file, List.of("**")); // no build would read it
    }
  }

  /** Whether a path is kept away, whichever file counts. */
  boolean has(String path) {
    return !patterns.isEmpty() && patterns.stream().allMatch(each -> each.ignores(path));
  }

  /** Whether a path is kept away by some file. */
  boolean mayHave(String path) {
    return patterns.stream().anyMatch(each -> each.ignores(path));
  }
}
