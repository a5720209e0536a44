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
 * @param destination absolute; a trailing slash (or {@code /.} in the Dockerfile) is kept as a slash,
 *     since it means a folder
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

  /**
   * What decides which files are copied, apart from the tree they come from: the same text for the
   * same choice. Of Dockerfiles that differ in nothing else the selections of one tree are the
   * same.
   */
  public String choice() {
    StringBuilder text = new StringBuilder();
    field(text, add ? "ADD" : "COPY");
    field(text, parents ? "parents" : "");
    field(text, unpack.map(String::valueOf).orElse(""));
    field(text, keepGitDir ? "git" : "");
    field(text, checksum.orElse(""));
    excludes.forEach(each -> field(text, each));
    for (Source source : sources) {
      switch (source) {
        case Source.Path(String pattern) -> field(text, "path", pattern);
        case Source.Inline(String name, String content) -> field(text, "inline", name, content);
        case Source.Url(String url) -> field(text, "url", url);
        case Source.Git(String url) -> field(text, "git", url);
      }
    }
    return text.toString();
  }

  /**
   * What decides what becomes of the files that were chosen: with their {@link
   * CopySelection#fingerprint} and, unless it {@linkplain #isIndependent is independent} of it, the
   * stage so far this is all that the layer depends on.
   */
  public String placement() {
    StringBuilder text = new StringBuilder();
    field(text, destination);
    field(text, chown.map(each -> "=" + each).orElse(""));
    field(text, chmod.map(each -> "=" + each).orElse(""));
    field(text, isIndependent() ? "link" : "");
    return text.toString();
  }

  /** Lengths before values keep different lists apart. */
  private static void field(StringBuilder text, String... values) {
    for (String value : values) {
      text.append(value.length()).append(':').append(value);
    }
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
