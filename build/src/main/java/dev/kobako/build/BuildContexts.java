package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.IgnorePatterns;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.DiskOutput;
import dev.kobako.image.HashingOutput;
import dev.kobako.image.StagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a command line names as context, with the Dockerfile that goes with it: folders, git
 * repositories, URLs and standard input.
 *
 * <p>As BuildKit has it, an ignore file counts for folders of this host only: what comes as a whole
 * was chosen by who made it.
 */
public final class BuildContexts {
  static final String STDIN = "-";
  static final String DEFAULT = "Dockerfile";

  /** What BuildKit calls a file that a URL gives and that is no archive. */
  private static final String SINGLE = "context";

  private static final long MOST_BYTES = 64L << 30;

  private final BuildCacheFolders cache;
  private final Path working;
  private final FetchedSources fetched;
  private final ContextTexts texts;

  /**
   * A context that was opened.
   *
   * @param dockerfile its text, placed as the user named it
   * @param tree what COPY takes files from
   */
  public record Opened(SourceText dockerfile, SourceTree tree) {}

  /**
   * @param cache the build cache's folder; what is fetched and unpacked for contexts lies in it,
   *     and contents of trees are slices of that
   * @param working where relative paths count from
   * @param environment of the host: proxies and trust, and what git needs
   */
  public BuildContexts(Path cache, Path working, SortedMap<String, String> environment) {
    this.cache = new BuildCacheFolders(cache);
    this.working = working;
    this.fetched = new FetchedSources(this.cache.sources(), environment);
    this.texts = new ContextTexts(this.cache.digests());
  }

  /**
   * Opens the default context.
   *
   * @param context a folder, a git repository by URL or path, an http or https URL of an archive or
   *     Dockerfile, or {@code -}: an archive or a Dockerfile is read from {@code input}
   * @param dockerfile {@code --file}: counted from the working folder for a folder, from the root
   *     of the context otherwise; {@code -} is {@code input}
   * @throws KobakoException usage, where both are input; a finding, where there is no Dockerfile;
   *     outside, where something can't be read or fetched
   */
  public Opened open(String context, Optional<String> dockerfile, InputStream input) {
    boolean textFromInput = dockerfile.equals(Optional.of(STDIN));
    if (context.equals(STDIN)) {
      if (textFromInput) {
        throw usage(
            "--file -", "standard input is the context already", "name a folder as the context");
      }
      return ofInput(dockerfile, input);
    }
    Optional<GitUrl> repository = repository(context);
    if (repository.isEmpty() && isHttp(context)) {
      return ofUrl(context, dockerfile, input);
    }
    if (repository.isPresent()) {
      SourceTree tree = fetched.git().open(repository.get()).tree();
      return new Opened(textFromInput ? texts.of(input) : texts.in(tree, dockerfile), tree);
    }
    return ofFolder(working.resolve(context), dockerfile, input);
  }

  /**
   * Opens a named context that is no image: a folder, less what its {@code .dockerignore} names, a
   * git repository, or a URL.
   *
   * @throws KobakoException outside, where it can't be read or fetched
   */
  public SourceTree named(String value) {
    Optional<GitUrl> repository = repository(value);
    if (repository.isPresent()) {
      return fetched.git().open(repository.get()).tree();
    }
    if (isHttp(value)) {
      Download file = fetched.downloads().fetch(DownloadUrl.of(value), Optional.empty());
      return archive(file, value).orElseGet(() -> single(file));
    }
    Path folder = working.resolve(value);
    return folder(folder, List.of(folder.resolve(".dockerignore")));
  }

  /**
   * A repository by its URL, or one of this machine by its path: a bare one, and with {@code #REF}
   * also one with a work tree, of which otherwise the files as they are count.
   */
  private Optional<GitUrl> repository(String text) {
    if (GitUrl.ofContext(text).isPresent() || text.contains("://")) {
      return GitUrl.ofContext(text);
    }
    int hash = text.indexOf('#');
    String path = hash < 0 ? text : text.substring(0, hash);
    Path folder = working.resolve(path).normalize();
    boolean bare =
        Files.isRegularFile(folder.resolve("HEAD"))
            && Files.isDirectory(folder.resolve("objects"))
            && Files.isDirectory(folder.resolve("refs"));
    boolean named = hash >= 0 && !Files.exists(working.resolve(text));
    return bare || (named && Files.exists(folder.resolve(".git")))
        ? Optional.of(GitUrl.ofFolder(folder, text.substring(path.length())))
        : Optional.empty();
  }

  private static boolean isHttp(String text) {
    return text.startsWith("https://") || text.startsWith("http://");
  }

  private Opened ofFolder(Path folder, Optional<String> dockerfile, InputStream input) {
    Path general = folder.resolve(".dockerignore");
    if (dockerfile.equals(Optional.of(STDIN))) {
      return new Opened(texts.of(input), folder(folder, List.of(general)));
    }
    Path file = dockerfile.map(working::resolve).orElseGet(() -> dockerfileIn(folder));
    Path specific = file.resolveSibling(file.getFileName() + ".dockerignore");
    SourceTree tree = folder(folder, List.of(specific, general));
    return new Opened(texts.of(file), tree);
  }

  /** Docker takes the name in small letters where there is no other. */
  private static Path dockerfileIn(Path folder) {
    Path small = folder.resolve("dockerfile");
    return !Files.exists(folder.resolve(DEFAULT)) && Files.exists(small)
        ? small
        : folder.resolve(DEFAULT);
  }

  /**
   * Opens a folder of this host, less what patterns name.
   *
   * @param ignored in place of what its ignore file says
   */
  public SourceTree folder(Path folder, IgnorePatterns ignored) {
    return BuildContext.of(folder, ignored, cache.digests());
  }

  private SourceTree folder(Path folder, List<Path> ignoreFiles) {
    IgnorePatterns ignored = IgnorePatterns.NONE;
    for (Path file : ignoreFiles) {
      if (Files.isRegularFile(file)) {
        ignored = IgnorePatterns.parse(file.toString(), texts.bytes(file));
        break;
      }
    }
    return folder(folder, ignored);
  }

  private Opened ofUrl(String url, Optional<String> dockerfile, InputStream input) {
    Download file = fetched.downloads().fetch(DownloadUrl.of(url), Optional.empty());
    Optional<SourceTree> archive = archive(file, url);
    if (archive.isEmpty() && dockerfile.isEmpty()) {
      SourceTree single = single(file);
      return new Opened(texts.in(single, Optional.of(SINGLE)), single);
    }
    SourceTree tree = archive.orElseGet(() -> single(file));
    boolean textFromInput = dockerfile.equals(Optional.of(STDIN));
    return new Opened(textFromInput ? texts.of(input) : texts.in(tree, dockerfile), tree);
  }

  private Optional<SourceTree> archive(Download file, String url) {
    return fetched
        .archives()
        .tar(file.content(fetched.downloads().folder()), file.digest(), url)
        .map(tar -> ArchiveTree.of(tar, url));
  }

  private SourceTree single(Download file) {
    return ArchiveTree.ofFile(SINGLE, file.content(fetched.downloads().folder()), file.time());
  }

  private Opened ofInput(Optional<String> dockerfile, InputStream input) {
    StagedFile staged = StagedFile.create(cache.staging());
    try {
      Content all;
      Digest digest;
      try (HashingOutput out = new HashingOutput(DiskOutput.open(staged.path()))) {
        save(input, out);
        digest = out.digest();
        all = Content.of(staged.path(), out.count());
      }
      Optional<Content> tar = fetched.archives().tar(all, digest, "standard input");
      if (tar.isPresent()) {
        SourceTree tree = ArchiveTree.of(tar.get(), "standard input");
        return new Opened(texts.in(tree, dockerfile), tree);
      }
      if (dockerfile.isPresent()) {
        throw usage(
            "--file " + dockerfile.get(),
            "standard input is a Dockerfile already",
            "leave one of them out, or give an archive");
      }
      try (InputStream text = all.open()) {
        return new Opened(texts.of(text), ArchiveTree.empty());
      }
    } catch (IOException e) {
      throw DiskFailure.reading(staged.path(), e);
    } finally {
      staged.delete();
    }
  }

  private static void save(InputStream input, HashingOutput out) throws IOException {
    byte[] buffer = new byte[256 * 1024];
    for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
      out.write(buffer, 0, n);
      if (out.count() > MOST_BYTES) {
        throw KobakoException.finding(
            Diagnostic.of(
                "standard input",
                "gives more than " + MOST_BYTES + " bytes",
                "leave out of the archive what the build doesn't need"));
      }
    }
  }

  private static KobakoException usage(String place, String fact, String remedy) {
    return KobakoException.usage(Diagnostic.of(place, fact, remedy));
  }
}
