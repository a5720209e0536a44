package dev.kobako.lint;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.IgnorePatterns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * What is known of the folder that a file's COPY takes from.
 *
 * @param hasIgnoreFile whether a {@code .dockerignore} keeps something away
 * @param litter what is there, gets through, and belongs into no image; sorted
 */
public record LintedContext(boolean hasIgnoreFile, List<String> litter) {
  /** Names that are for developers, of version control and of tools. */
  private static final List<String> LITTER =
      List.of(
          ".git",
          ".hg",
          ".svn",
          ".venv",
          "venv",
          "node_modules",
          "target",
          "__pycache__",
          ".pytest_cache",
          ".mypy_cache",
          ".tox",
          ".idea",
          ".vscode",
          ".gradle",
          ".terraform",
          "coverage");

  private static final int MOST_BYTES = 1 << 20;

  public LintedContext {
    litter = List.copyOf(litter);
  }

  /**
   * Looks into a folder: at its ignore file and at the names in it, no deeper.
   *
   * @param dockerfile in the folder or anywhere; what is beside it with {@code .dockerignore} added
   *     to its name comes first, as in builds
   */
  public static LintedContext of(Path folder, Path dockerfile) {
    Path own = dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
    Path ignore = Files.isRegularFile(own) ? own : folder.resolve(".dockerignore");
    if (!Files.isRegularFile(ignore)) {
      return new LintedContext(false, List.of());
    }
    IgnorePatterns patterns;
    try (InputStream in = Files.newInputStream(ignore)) {
      patterns = IgnorePatterns.parse(ignore.toString(), in.readNBytes(MOST_BYTES));
    } catch (IOException | KobakoException _) {
      return new LintedContext(true, List.of()); // builds tell of it
    }
    return new LintedContext(
        true,
        LITTER.stream()
            .filter(name -> Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS))
            .filter(name -> !patterns.ignores(name))
            .toList());
  }
}
