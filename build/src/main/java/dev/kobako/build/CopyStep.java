package dev.kobako.build;

import dev.kobako.dockerfile.Statement;
import java.util.List;
import java.util.Optional;

/**
 * COPY or ADD, everything expanded.
 *
 * @param add whether archives are unpacked and URLs fetched
 * @param from where paths among the sources are
 * @param sources in the order of the Dockerfile
 * @param destination absolute; a trailing slash (or {@code /.} in the Dockerfile) is kept as a
 *     slash, since it means a folder
 * @param chown as written; empty for 0:0 of the context and for the owners of stages and images
 * @param chmod as written: octal or symbolic
 * @param unpack whether archives are unpacked; by default those of the context are, by ADD
 */
public record CopyStep(
    Statement statement,
    String history,
    boolean add,
    CopySource from,
    List<Source> sources,
    String destination,
    Optional<String> chown,
    Optional<String> chmod,
    boolean link,
    boolean parents,
    List<String> excludes,
    Optional<String> checksum,
    boolean keepGitDir,
    Optional<Boolean> unpack)
    implements Step {
  public CopyStep {
    sources = List.copyOf(sources);
    excludes = List.copyOf(excludes);
  }

  /**
   * Whether the layer doesn't depend on what the stage has so far. With {@code --chmod} it does, as
   * in BuildKit.
   */
  public boolean isIndependent() {
    return link && chmod.isEmpty();
  }

  /** One source. */
  public sealed interface Source {
    /** A path or pattern in {@link CopyStep#from}. */
    record Path(String pattern) implements Source {}

    /** A here-document. */
    record Inline(String name, String content) implements Source {}

    /** An http or https URL of a file. */
    record Url(String url) implements Source {}

    /** A git repository: URL, branch, tag or commit after {@code #}, folder after {@code :}. */
    record Git(String url) implements Source {}
  }
}
