package dev.kobako.report;

import dev.kobako.tree.ImagePath;
import java.util.List;

/**
 * Where package managers leave what they have fetched, and how they are told not to.
 *
 * @param owner what reports call it
 * @param folders below which it lies; those without a slash in front in any home
 * @param change of a Dockerfile
 */
record CachePlace(String owner, List<String> folders, String change) {
  private static final String MOUNT = "RUN --mount=type=cache,target=";

  private static final List<CachePlace> ALL =
      List.of(
          new CachePlace(
              "package lists of apt",
              List.of("/var/lib/apt/lists"),
              "end the RUN that calls apt-get with '&& rm -rf /var/lib/apt/lists/*', or "
                  + mounted("/var/lib/apt/lists")),
          new CachePlace(
              "packages that apt has downloaded, and what it computed of its lists",
              List.of("/var/cache/apt"),
              "end the RUN that calls apt-get with '&& rm -rf /var/cache/apt', or "
                  + mounted("/var/cache/apt")),
          new CachePlace(
              "cache of apk",
              List.of("/var/cache/apk", "/etc/apk/cache"),
              "write 'apk add --no-cache'"),
          new CachePlace(
              "cache of dnf and yum",
              List.of("/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/yum"),
              "end the RUN with '&& dnf clean all', or " + mounted("/var/cache/dnf")),
          new CachePlace(
              "cache of zypper",
              List.of("/var/cache/zypp"),
              "end the RUN with '&& zypper clean --all'"),
          new CachePlace(
              "cache of pacman",
              List.of("/var/cache/pacman", "/var/lib/pacman/sync"),
              "end the RUN with '&& pacman -Scc --noconfirm'"),
          new CachePlace(
              "cache of pip",
              List.of(".cache/pip"),
              "write 'pip install --no-cache-dir', or " + mounted("/root/.cache/pip")),
          new CachePlace(
              "cache of uv and Poetry",
              List.of(".cache/uv", ".cache/pypoetry"),
              "write 'uv … --no-cache', or " + mounted("/root/.cache")),
          new CachePlace(
              "cache of npm",
              List.of(".npm"),
              "end the RUN with '&& npm cache clean --force', or " + mounted("/root/.npm")),
          new CachePlace(
              "cache of yarn",
              List.of(".cache/yarn", ".yarn/berry/cache", "/usr/local/share/.cache/yarn"),
              "end the RUN with '&& yarn cache clean'"),
          new CachePlace(
              "cache of Go",
              List.of(".cache/go-build", "/go/pkg/mod/cache"),
              "build in a stage of its own, or " + mounted("/root/.cache/go-build")),
          new CachePlace(
              "registry of Cargo",
              List.of(".cargo/registry", "/usr/local/cargo/registry"),
              "build in a stage of its own, or " + mounted("/usr/local/cargo/registry")),
          new CachePlace(
              "cache of Gradle",
              List.of(".gradle/caches"),
              "build in a stage of its own, or " + mounted("/root/.gradle")),
          new CachePlace(
              "temporary files",
              List.of("/tmp", "/var/tmp"),
              "delete them at the end of the RUN that makes them"));

  private static final CachePlace BYTECODE =
      new CachePlace(
          "compiled Python modules",
          List.of(),
          "set PYTHONDONTWRITEBYTECODE=1, and write 'pip install --no-compile'");
  private static final CachePlace OTHER =
      new CachePlace(
          "other caches", List.of(), "delete them at the end of the RUN that makes them");

  private static final List<String> HOMES = List.of("/root/", "/home/");

  CachePlace {
    folders = List.copyOf(folders);
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

  private static boolean below(String folder, String path) {
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
