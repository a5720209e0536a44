package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a git repository is and what is wanted of it, as contexts and ADD name it: {@code
 * https://HOST/PATH.git}, {@code ssh://}, {@code git://} or {@code USER@HOST:PATH}, then {@code
 * ?branch=…&subdir=…} or {@code #REF:FOLDER}.
 *
 * @param remote the URL that git is given; may hold a password
 * @param ref branch, tag, full name of a reference or commit; empty for the default branch
 * @param commit what the reference must be; empty where anything goes
 * @param folder inside the repository; empty for all of it
 * @param keepGitDir whether {@code .git} is wanted too
 * @param submodules whether submodules are wanted
 */
public record GitUrl(
    String remote,
    String ref,
    String commit,
    String folder,
    boolean keepGitDir,
    boolean submodules) {
  private static final Pattern SCP =
      Pattern.compile(
          "[a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:[^/?#][^?#]*|[a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:/.*");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");
  private static final int FULL = 40;
  private static final int FULL_SHA256 = 64;

  public GitUrl {
    // Git takes what starts with a dash for an option.
    check(remote, !remote.startsWith("-") && isPlain(remote), "not the URL of a repository");
    check(
        remote, !ref.startsWith("-") && isPlain(ref), "not a branch, tag or commit: '" + ref + "'");
    check(
        remote,
        commit.isEmpty() || COMMIT.matcher(commit).matches(),
        "not a commit: '" + commit + "', expected 7 to 64 hexadecimal digits");
    check(remote, isPlain(folder), "not a folder of a repository: '" + folder + "'");
  }

  private static boolean isPlain(String text) {
    return text.chars().noneMatch(c -> c < ' ' || c == 0x7f);
  }

  private static void check(String remote, boolean fine, String fact) {
    if (!fine) {
      throw KobakoException.finding(
          Diagnostic.of(
              shown(remote),
              fact,
              "write https://HOST/PATH.git#REF:FOLDER, or ?branch=, ?tag=, ?commit= and &subdir="));
    }
  }

  /**
   * Reads what a Dockerfile or a command line has; empty where it is something else.
   *
   * @throws KobakoException a finding, for an unknown query or what can't be a reference
   */
  public static Optional<GitUrl> parse(String text) {
    int colon = text.indexOf("://");
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    String plain = text.substring(0, endOfAny(text, "?#"));
    boolean git =
        switch (scheme) {
          case "git", "ssh" -> true;
          case "http", "https" -> plain.endsWith(".git");
          case "" -> SCP.matcher(plain).matches();
          default -> false;
        };
    return git ? Optional.of(of(text)) : Optional.empty();
  }

  /**
   * The same for what the user names, who may mean a repository of the host by {@code file://}, and
   * may leave out the scheme for github.com.
   */
  public static Optional<GitUrl> ofContext(String text) {
    if (text.startsWith("github.com/")) {
      return Optional.of(of("https://" + text));
    }
    String plain = text.substring(0, endOfAny(text, "?#"));
    return text.startsWith("file://") && plain.endsWith(".git")
        ? Optional.of(of(text))
        : parse(text);
  }

  /**
   * A repository of this machine.
   *
   * @param fragment {@code #REF:FOLDER} or empty
   */
  static GitUrl ofFolder(Path folder, String fragment) {
    GitUrl wanted = of(fragment);
    return new GitUrl(
        "file://" + folder, wanted.ref, wanted.commit, wanted.folder, false, wanted.submodules);
  }

  private static GitUrl of(String text) {
    int query = endOfAny(text, "?#");
    int fragment = text.indexOf('#', query);
    String queries =
        query < text.length() && text.charAt(query) == '?'
            ? text.substring(query + 1, fragment < 0 ? text.length() : fragment)
            : "";
    String ref = fragment < 0 ? "" : text.substring(fragment + 1);
    String folder = "";
    int colon = ref.indexOf(':');
    if (colon >= 0) {
      folder = ref.substring(colon + 1);
      ref = ref.substring(0, colon);
    }
    GitUrl url = new GitUrl(text.substring(0, query), ref, "", folder, false, true);
    for (String each : queries.isEmpty() ? new String[0] : queries.split("&")) {
      url = url.with(each);
    }
    boolean onlyCommit = url.ref.isEmpty() && !url.commit.isEmpty();
    return onlyCommit ? url.withRef(url.commit) : url;
  }

  private GitUrl with(String query) {
    int equals = query.indexOf('=');
    String name = equals < 0 ? query : query.substring(0, equals);
    String value =
        equals < 0 ? "" : URLDecoder.decode(query.substring(equals + 1), StandardCharsets.UTF_8);
    return switch (name) {
      case "ref" -> withRef(value);
      case "branch" -> withRef(inside("refs/heads/", value));
      case "tag" -> withRef(inside("refs/tags/", value));
      case "subdir" -> new GitUrl(remote, ref, commit, value, keepGitDir, submodules);
      case "commit", "checksum" -> new GitUrl(remote, ref, value, folder, keepGitDir, submodules);
      case "keep-git-dir" ->
          new GitUrl(remote, ref, commit, folder, isTrue(name, value), submodules);
      case "submodules" -> new GitUrl(remote, ref, commit, folder, keepGitDir, isTrue(name, value));
      default -> {
        check(
            remote,
            false,
            "the query '"
                + name
                + "' is not known; known are ref, branch, tag, commit, checksum, subdir,"
                + " keep-git-dir and submodules");
        yield this;
      }
    };
  }

  private static String inside(String space, String name) {
    return name.startsWith(space) ? name : space + name;
  }

  private boolean isTrue(String name, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "", "1", "t", "true" -> true;
      case "0", "f", "false" -> false;
      default -> {
        check(remote, false, "the query '" + name + "' is '" + value + "', expected true or false");
        yield false;
      }
    };
  }

  /** The same at another branch, tag or commit. */
  GitUrl withRef(String newRef) {
    return new GitUrl(remote, newRef, commit, folder, keepGitDir, submodules);
  }

  /** The same with {@code .git} in what is wanted. */
  public GitUrl withGitDir() {
    return new GitUrl(remote, ref, commit, folder, true, submodules);
  }

  /** The same, to be refused if it is not this commit. */
  public GitUrl withCommit(String newCommit) {
    return new GitUrl(remote, ref, newCommit, folder, keepGitDir, submodules);
  }

  /** Whether the reference is a whole commit name, which nothing can change. */
  boolean isCommit() {
    return (ref.length() == FULL || ref.length() == FULL_SHA256) && COMMIT.matcher(ref).matches();
  }

  /** The scheme that git uses, by the name that its list of allowed ones has. */
  String protocol() {
    int colon = remote.indexOf("://");
    return colon < 0 ? "ssh" : remote.substring(0, colon).toLowerCase(Locale.ROOT);
  }

  /** The URL for people, without a password. */
  public String shown() {
    return shown(remote) + (ref.isEmpty() ? "" : "#" + ref);
  }

  static String shown(String remote) {
    Matcher user = Pattern.compile("^([a-zA-Z]+://)[^/@]*@").matcher(remote);
    return user.replaceFirst("$1");
  }

  /** Without the password that the URL may hold. */
  @Override
  public String toString() {
    return shown() + (folder.isEmpty() ? "" : ":" + folder);
  }

  private static int endOfAny(String text, String characters) {
    int at = 0;
    while (at < text.length() && characters.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
