package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.FolderLock;
import dev.kobako.sandbox.FolderDeletion;
import dev.kobako.tree.Entry;
import dev.kobako.tree.HostTree;
import dev.kobako.tree.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Git repositories as trees on disk, by the host's git. What was fetched of a remote lies in a bare
 * repository of the cache, and each commit that was wanted is checked out once beside it. All of it
 * can be thrown away at any time; several processes may use it at once.
 */
public final class GitCheckout {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Map<String, String> NONE = Map.of();

  private final Path cache;
  private final SortedMap<String, String> environment;

  /**
   * A checked-out commit.
   *
   * @param commit its full name
   * @param time of the commit, which all its files have
   * @param folder what was asked for, on disk; not to be written to
   * @param tree the same as BuildKit would copy it
   */
  public record Checkout(String commit, Instant time, Path folder, SourceTree tree) {}

  /**
   * @param cache a folder of ours; made when needed
   * @param environment of the host, from which git is given what it needs for network and SSH
   */
  public GitCheckout(Path cache, SortedMap<String, String> environment) {
    this.cache = cache;
    this.environment = environment;
  }

  /**
   * The commit that is meant now. Goes to the network unless the URL has a whole commit name.
   *
   * @throws KobakoException outside, where git can't say; a finding, where the repository has no
   *     such reference, or another commit than the URL says
   */
  public String commit(GitUrl url) {
    if (url.isCommit()) {
      return checked(url, url.ref());
    }
    GitProgram git = new GitProgram(url, environment);
    String ref = url.ref().isEmpty() ? "HEAD" : url.ref();
    List<String> listed =
        git.output(existing(cache), NONE, "ls-remote", "origin", ref, ref + "^{}").lines().toList();
    // As git itself understands a short name; what is behind an annotated tag comes first.
    for (String space : List.of("", "refs/", "refs/tags/", "refs/heads/")) {
      for (String name : List.of(space + ref + "^{}", space + ref)) {
        for (String line : listed) {
          String[] parts = line.split("\t", 2);
          if (parts.length == 2 && parts[1].equals(name)) {
            return checked(url, parts[0]);
          }
        }
      }
    }
    throw KobakoException.finding(
        Diagnostic.of(
            url.shown(),
            "the repository has no branch or tag '" + ref + "'",
            "name one that 'git ls-remote "
                + GitUrl.shown(url.remote())
                + "' lists, or a whole commit of 40 digits"));
  }

  private static String checked(GitUrl url, String commit) {
    if (!commit.startsWith(url.commit())) {
      throw KobakoException.finding(
          Diagnostic.of(
              url.shown(),
              "is commit " + commit + ", expected " + url.commit(),
              "find out who moved it, or change the commit that you expect"));
    }
    return commit;
  }

  /**
   * Fetches and checks out what is not there yet.
   *
   * @throws KobakoException outside, where git fails; a finding, where there is no such commit or
   *     folder
   */
  public Checkout open(GitUrl url) {
    String commit = commit(url);
    GitProgram git = new GitProgram(url, environment);
    Path remote = existing(cache.resolve(Digest.sha256(bytes(url.remote())).hex()));
    Path repository = remote.resolve("repository");
    boolean whole = url.keepGitDir() && isWhole(url.folder());
    String variant = commit + (whole ? ".git" : "") + (url.submodules() ? "" : ".alone");
    Path checkout = remote.resolve(variant);
    try (FolderLock _ = FolderLock.on(remote.resolve("lock"), PATIENCE)) {
      if (!Files.isDirectory(checkout)) {
        fetch(git, url, repository, commit);
        checkOut(git, url, repository, commit, whole, checkout);
      }
    } catch (IOException e) {
      throw DiskFailure.writing(checkout, e);
    }
    Instant time = time(git, repository, commit);
    Path folder = folder(url, checkout);
    return new Checkout(
        commit, time, folder, BuildContext.of(folder, remote.resolve("digests"), time));
  }

  private static boolean isWhole(String folder) {
    return folder.isEmpty() || folder.equals("/") || folder.equals(".");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Path existing(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw DiskFailure.writing(folder, e);
    }
  }

  private static boolean has(GitProgram git, Path repository, String commit) {
    return git.run(repository, NONE, List.of("cat-file", "-e", commit + "^{commit}")).status() == 0;
  }

  private static void fetch(GitProgram git, GitUrl url, Path repository, String commit)
      throws IOException {
    if (!Files.isDirectory(repository.resolve("objects"))) {
      git.output(existing(repository), NONE, "init", "--quiet", "--bare");
    }
    if (has(git, repository, commit)) {
      return;
    }
    // Left by a git that was killed; we hold the lock of the folder.
    Files.deleteIfExists(repository.resolve("shallow.lock"));
    GitProgram.Answer one =
        git.run(repository, NONE, List.of("fetch", "--depth=1", "--no-tags", "origin", commit));
    if (one.status() == 0 && has(git, repository, commit)) {
      return;
    }
    // Not every server gives commits that no branch or tag names.
    boolean shallow = Files.exists(repository.resolve("shallow"));
    git.output(
        repository,
        NONE,
        "fetch",
        "--tags",
        shallow ? "--unshallow" : "--force",
        "origin",
        "+refs/heads/*:refs/heads/*");
    if (!has(git, repository, commit)) {
      throw KobakoException.finding(
          Diagnostic.of(
              url.shown(),
              "the repository has no commit " + commit,
              "name a commit that one of its branches or tags holds"));
    }
  }

  private static void checkOut(
      GitProgram git, GitUrl url, Path repository, String commit, boolean whole, Path checkout)
      throws IOException {
    Path staged = checkout.resolveSibling("staged");
    FolderDeletion.delete(staged);
    Files.createDirectory(staged);
    if (whole) {
      clone(git, url, repository, commit, staged);
    } else {
      Path index = staged.resolveSibling("staged-index");
      Files.deleteIfExists(index);
      Map<String, String> places =
          Map.of(
              "GIT_DIR", repository.toString(),
              "GIT_WORK_TREE", staged.toString(),
              "GIT_INDEX_FILE", index.toString());
      git.output(staged, places, "read-tree", "--reset", "-u", commit);
      submodules(git, url, staged, places);
      Files.deleteIfExists(index);
      deleteGitFiles(staged);
    }
    Files.move(staged, checkout);
  }

  /** A repository of its own with one commit, as people expect of {@code --keep-git-dir}. */
  private static void clone(
      GitProgram git, GitUrl url, Path repository, String commit, Path staged) {
    Map<String, String> local = Map.of("GIT_ALLOW_PROTOCOL", "file");
    git.output(staged, NONE, "init", "--quiet");
    git.output(
        staged,
        local,
        "fetch",
        "--quiet",
        "--depth=1",
        "--no-tags",
        "file://" + repository,
        commit);
    git.output(staged, NONE, "checkout", "--quiet", "--detach", commit);
    submodules(git, url, staged, NONE);
    git.output(staged, NONE, "config", "remote.origin.url", GitUrl.shown(url.remote()));
    git.output(staged, NONE, "reflog", "expire", "--all", "--expire=now");
  }

  private static void submodules(
      GitProgram git, GitUrl url, Path staged, Map<String, String> places) {
    if (url.submodules() && Files.exists(staged.resolve(".gitmodules"))) {
      git.output(
          staged, places, "submodule", "update", "--quiet", "--init", "--recursive", "--depth=1");
    }
  }

  /** Submodules have a file that says where their repository is. */
  private static void deleteGitFiles(Path staged) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(staged)) {
      files = all.filter(path -> path.endsWith(".git") && Files.isRegularFile(path)).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  private static Instant time(GitProgram git, Path repository, String commit) {
    return Instant.ofEpochSecond(
        Long.parseLong(git.output(repository, NONE, "show", "-s", "--format=%ct", commit)));
  }

  private static Path folder(GitUrl url, Path checkout) {
    if (isWhole(url.folder())) {
      return checkout;
    }
    Resolution found = HostTree.of(checkout).resolve("/" + url.folder());
    return Optional.of(found)
        .filter(f -> f.entry().orElse(null) instanceof Entry.Directory)
        .map(f -> checkout.resolve(f.place().toString().substring(1)))
        .orElseThrow(() ->
            KobakoException.finding(
                Diagnostic.of(
                    url.toString(),
                    "the repository has no folder '" + url.folder() + "'",
                    "name a folder that it has at this commit")));
  }
}
