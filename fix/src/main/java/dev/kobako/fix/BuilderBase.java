package dev.kobako.fix;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The image that a stage which compiles stands on, an official one of Docker's, and what its result
 * can stand on: the small variant of the very same system, so that libraries are found again.
 *
 * @param name without registry and tag
 * @param tag as written
 */
record BuilderBase(String name, String tag) {
  /** Variables that images set for their compilers, or users for them. */
  static final Set<String> VARIABLES =
      Set.of(
          "CARGO_HOME",
          "CARGO_INCREMENTAL",
          "CARGO_NET_GIT_FETCH_WITH_CLI",
          "CARGO_TERM_COLOR",
          "CC",
          "CFLAGS",
          "CGO_ENABLED",
          "CXX",
          "CXXFLAGS",
          "DEBIAN_FRONTEND",
          "GCC_MIRRORS",
          "GCC_VERSION",
          "GO111MODULE",
          "GOFLAGS",
          "GOLANG_VERSION",
          "GOPATH",
          "GOPRIVATE",
          "GOPROXY",
          "GOSUMDB",
          "GOTOOLCHAIN",
          "GPG_KEYS",
          "GRADLE_HOME",
          "GRADLE_OPTS",
          "GRADLE_VERSION",
          "LDFLAGS",
          "MAKEFLAGS",
          "MAVEN_CONFIG",
          "MAVEN_HOME",
          "MAVEN_OPTS",
          "RUSTFLAGS",
          "RUSTUP_HOME",
          "RUST_VERSION");

  private static final Pattern DEBIAN =
      Pattern.compile("((?:1[1-9]|bullseye|bookworm|trixie)(?:\\.[0-9]+)?(?:-[0-9]{8})?)(-slim)?");
  private static final Pattern UBUNTU = Pattern.compile("2[0-9]\\.04|focal|jammy|noble");
  private static final Pattern ALPINE = Pattern.compile("3(?:\\.[0-9]+){0,2}");
  private static final Pattern OF_DEBIAN = Pattern.compile("(?:.*-)?(bullseye|bookworm|trixie)");
  private static final Pattern OF_ALPINE = Pattern.compile("(?:.*-)?alpine(3\\.[0-9]+)?");
  private static final Pattern OF_JAVA =
      Pattern.compile("([0-9]+)(?:-jdk)?(-alpine|-jammy|-noble)?");

  /** Of maven and gradle; the number in front of it is the tool's. */
  private static final Pattern OF_JAVA_TOOL =
      Pattern.compile(".*(?:-eclipse-temurin-|jdk-?)([0-9]+)(-alpine|-jammy|-noble)?");

  /** Images that are there to compile, with the folders that only they have on their PATH. */
  private static final Map<String, List<String>> TOOLCHAINS =
      Map.of(
          "golang", List.of("/go/bin", "/usr/local/go/bin"),
          "rust", List.of("/usr/local/cargo/bin"),
          "gcc", List.of(),
          "maven", List.of(),
          "gradle", List.of(),
          "eclipse-temurin", List.of());

  private static final Set<String> SYSTEMS = Set.of("debian", "ubuntu", "alpine");

  /** The one that FROM names; nothing where it is not known which it is. */
  static Optional<BuilderBase> of(String image) {
    String plain = image.replaceFirst("^(docker\\.io/)?(library/)?", "");
    int colon = plain.indexOf(':');
    String name = colon < 0 ? plain : plain.substring(0, colon);
    String tag = colon < 0 ? "" : plain.substring(colon + 1);
    boolean known = TOOLCHAINS.containsKey(name) || SYSTEMS.contains(name);
    boolean runs = name.equals("eclipse-temurin") && tag.contains("jre");
    return known && !runs && plain.indexOf('/') < 0 && plain.indexOf('@') < 0
        ? Optional.of(new BuilderBase(name, tag))
        : Optional.empty();
  }

  /** Whether it is there to compile, and no system that compilers are installed in. */
  boolean isToolchain() {
    return TOOLCHAINS.containsKey(name);
  }

  boolean isAlpine() {
    return name.equals("alpine") || OF_ALPINE.matcher(tag).matches();
  }

  boolean hasJava() {
    return Set.of("maven", "gradle", "eclipse-temurin").contains(name);
  }

  /** Whether it is one of all the headers of Debian, of which nobody installs any. */
  boolean hasAllHeaders() {
    return Set.of("rust", "gcc").contains(name) && !isAlpine() && !tag.contains("slim");
  }

  /** The user that it alone has. */
  Optional<String> user() {
    return name.equals("gradle") ? Optional.of("gradle") : Optional.empty();
  }

  /** The folders of its PATH in which programs of users may lie, beside those of every system. */
  List<String> ownFolders() {
    return TOOLCHAINS.getOrDefault(name, List.of());
  }

  /** The working directory that it sets. */
  Optional<String> folder() {
    return switch (name) {
      case "golang" -> Optional.of("/go");
      case "gradle" -> Optional.of("/home/gradle");
      default -> Optional.empty();
    };
  }

  /** Whether it starts a script of its own, unless ENTRYPOINT says something else. */
  boolean hasEntrypoint() {
    return name.equals("maven");
  }

  /** Where it has time zones that the result's base lacks. */
  Optional<String> zones() {
    return name.equals("golang") && isAlpine()
        ? Optional.of("/usr/local/go/lib/time/zoneinfo.zip")
        : Optional.empty();
  }

  /** Whether it has certificates that the result's base lacks. */
  boolean hasCertificates() {
    return Set.of("golang", "rust", "gcc").contains(name) && !isAlpine();
  }

  /**
   * Where what it compiles runs.
   *
   * @param isStatic whether that needs no library, so that any release will do
   * @return nothing where the tag does not tell the release, of the system or of Java
   */
  Optional<String> result(boolean isStatic) {
    return switch (name) {
      case "debian" -> matched(DEBIAN).map(it -> "debian:" + it.group(1) + "-slim");
      case "ubuntu" -> matched(UBUNTU).map(_ -> "ubuntu:" + tag);
      case "alpine" -> matched(ALPINE).map(_ -> "alpine:" + tag);
      case "golang", "rust", "gcc" ->
          matched(OF_DEBIAN)
              .map(it -> "debian:" + it.group(1) + "-slim")
              .or(() ->
                  matched(OF_ALPINE)
                      .map(it -> Optional.ofNullable(it.group(1)).orElse("3"))
                      .filter(it -> isStatic || it.indexOf('.') > 0)
                      .map(it -> "alpine:" + it))
              .or(() ->
                  isStatic && !isAlpine() && tag.indexOf('$') < 0
                      ? Optional.of("debian:stable-slim")
                      : Optional.empty());
      default ->
          matched(name.equals("eclipse-temurin") ? OF_JAVA : OF_JAVA_TOOL)
              .map(it ->
                  "eclipse-temurin:"
                      + it.group(1)
                      + "-jre"
                      + Optional.ofNullable(it.group(2)).orElse(""));
    };
  }

  /** The release whose packages it has, in words of {@link RuntimePackages}; empty if unknown. */
  String release() {
    if (isAlpine()) {
      return "alpine";
    }
    Matcher suite = OF_DEBIAN.matcher("-" + tag.replace("-slim", "").replaceAll("-[0-9]{8}", ""));
    if (suite.matches()) {
      return suite.group(1);
    }
    String number = tag.toLowerCase(Locale.ROOT).replaceAll("[^0-9.a-z].*", "");
    return switch (name + ":" + number.replaceAll("^(1[0-9])\\..*", "$1")) {
      case "debian:12" -> "bookworm";
      case "debian:13" -> "trixie";
      case "ubuntu:22.04", "ubuntu:jammy" -> "jammy";
      case "ubuntu:24.04", "ubuntu:noble" -> "noble";
      default -> "";
    };
  }

  private Optional<Matcher> matched(Pattern pattern) {
    Matcher matcher = pattern.matcher(tag);
    return matcher.matches() ? Optional.of(matcher) : Optional.empty();
  }
}
