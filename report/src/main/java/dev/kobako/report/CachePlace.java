package dev.kobako.report;

import dev.kobako.image.LanguageCache;
import dev.kobako.tree.ImagePath;
import java.util.List;

/**
 * Where package managers leave what they have fetched, and how they are told not to.
 *
 * @param owner what reports call it
 * @param folders below which it lies; those without a slash in front in any home
 * @param moved what of it an environment may move
 * @param change of a Dockerfile
 */
record CachePlace(String owner, List<String> folders, List<LanguageCache> moved, String change) {
  private static final String MOUNT = "RUN --mount=type=cache,target=";

  private static final List<CachePlace> ALL =
      List.of(
          new CachePlace(
              "package lists of apt",
              List.of("/var/lib/apt/lists"),
              List.of(),
              "end the RUN that calls apt-get with '&& rm -rf /var/lib/apt/lists/*', or "
                  + mounted("/var/lib/apt/lists")),
          new CachePlace(
              "packages that apt has downloaded, and what it computed of its lists",
              List.of("/var/cache/apt"),
              List.of(),
              "end the RUN that calls apt-get with '&& rm -rf /var/cache/apt', or "
                  + mounted("/var/cache/apt")),
          new CachePlace(
              "cache of apk",
              List.of("/var/cache/apk", "/etc/apk/cache"),
              List.of(),
              "write 'apk add --no-cache'"),
          new CachePlace(
              "cache of dnf and yum",
              List.of("/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/yum"),
              List.of(),
              "end the RUN with '&& dnf clean all', or " + mounted("/var/cache/dnf")),
          new CachePlace(
              "cache of zypper",
              List.of("/var/cache/zypp"),
              List.of(),
              "end the RUN with '&& zypper clean --all'"),
          new CachePlace(
              "cache of pacman",
              List.of("/var/cache/pacman", "/var/lib/pacman/sync"),
              List.of(),
              "end the RUN with '&& pacman -Scc --noconfirm'"),
          new CachePlace(
              "cache of pip",
              List.of(".cache/pip"),
              List.of(LanguageCache.PIP),
              "write 'pip install --no-cache-dir', or " + mounted("/root/.cache/pip")),
          new CachePlace(
              "cache of uv and Poetry",
              List.of(".cache/uv", ".cache/pypoetry"),
              List.of(LanguageCache.UV, LanguageCache.POETRY),
              "write 'uv … --no-cache', or " + mounted("/root/.cache")),
          new CachePlace(
              "cache of npm",
              List.of(".npm"),
              List.of(LanguageCache.NPM),
              "end the RUN with '&& npm cache clean --force', or " + mounted("/root/.npm")),
          new CachePlace(
              "cache of yarn",
              List.of(".cache/yarn", ".yarn/berry/cache", "/usr/local/share/.cache/yarn"),
              List.of(LanguageCache.YARN),
              "end the RUN with '&& yarn cache clean'"),
          new CachePlace(
              "cache of Go",
              List.of(".cache/go-build", "/go/pkg/mod/cache"),
              List.of(LanguageCache.GO_BUILDS, LanguageCache.GO_MODULES),
              "build in a stage of its own, or " + mounted("/root/.cache/go-build")),
          new CachePlace(
              "registry of Cargo",
              List.of(".cargo/registry", "/usr/local/cargo/registry"),
              List.of(LanguageCache.CARGO),
              "build in a stage of its own, or " + mounted("/usr/local/cargo/registry")),
          new CachePlace(
              "cache of Gradle",
              List.of(".gradle/caches"),
              List.of(LanguageCache.GRADLE),
              "build in a stage of its own, or " + mounted("/root/.gradle")),
          new CachePlace(
              "temporary files",
              List.of("/tmp", "/var/tmp"),
              List.of(),
              "delete them at the end of the RUN that makes them"));

  private static final CachePlace BYTECODE =
      new CachePlace(
          "compiled Python modules",
          List.of(),
          List.of(),
          "set PYTHONDONTWRITEBYTECODE=1, and write 'pip install --no-compile'");
  private static final CachePlace OTHER =
      new CachePlace(
          "other caches",
          List.of(),
          List.of(),
          "delete them at the end of the RUN that makes them");

  private static final List<String> HOMES = List.of("/root/", "/home/");

  CachePlace {
    folders = List.copyOf(folders);
    moved = List.copyOf(moved);
  }

  private static String mounted(String folder) {
    return "mount a cache: " + MOUNT + folder;
  }

  /** Whose a file is that is known to be in a cache. */
  static CachePlace of(ImagePath path) {
    String text = path.toString();
    if (text.endsWith(".pyc") || text.endsWith(".pyo")) {
      return BYTECODE;
    }
    String home = inHome(text);
    return ALL.stream()
        .filter(place ->
            place.folders.stream()
                .anyMatch(
                    folder -> folder.startsWith("/") ? below(folder, text) : below(folder, home)))
        .findFirst()
        .orElse(OTHER);
  }

  /** All of package managers' caches that an environment may move. */
  static List<CachePlace> movable() {
    return ALL.stream().filter(place -> !place.moved.isEmpty()).toList();
  }

  /** What is to be changed of a Dockerfile where it is in another folder. */
  String changeAt(String folder) {
    int mount = change.indexOf(MOUNT);
    return mount < 0 ? change : change.substring(0, mount) + MOUNT + folder;
  }

  static boolean below(String folder, String path) {
    return path.length() > folder.length()
        && path.charAt(folder.length()) == '/'
        && path.startsWith(folder);
  }

  /** The path from a user's home on, empty for what lies in none. */
  private static String inHome(String path) {
    if (path.startsWith(HOMES.getFirst())) {
      return path.substring(HOMES.getFirst().length());
    }
    int user = HOMES.getLast().length();
    int slash = path.startsWith(HOMES.getLast()) ? path.indexOf('/', user) : -1;
    return slash < 0 ? "" : path.substring(slash + 1);
  }

  /** What slim's level clean leaves: nobody knows whether a program's own files lie there. */
  boolean isAnybodys() {
    return equals(OTHER) || owner.equals("temporary files") || owner.endsWith("Gradle");
  }
}
