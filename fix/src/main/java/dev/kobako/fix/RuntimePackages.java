package dev.kobako.fix;

import dev.kobako.lint.BuildTools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a program that was compiled in a stage needs of the packages that the stage has installed:
 * the libraries whose headers are there, the runtime of a compiler, and all that is no build tool.
 */
final class RuntimePackages {
  /** Headers and no library, or one that every base has. */
  private static final Pattern NO_LIBRARY =
      Pattern.compile(
          "(autotools|dpkg|libc6?|musl|linux-libc|libboost|libgtest|libgmock|libcli11|libeigen3|nlohmann-json3"
              + "|rapidjson|zlib1g|liblzma|libbz2|libzstd|liblz4|lib(stdc\\+\\+|gcc)-[0-9]+)-dev");

  private static final Set<String> FLAGS =
      Set.of(
          "-y",
          "--yes",
          "--assume-yes",
          "-q",
          "-qq",
          "-qy",
          "-yq",
          "--no-cache",
          "--no-install-recommends");

  /** Of Debian and Ubuntu: libraries by their headers, the same in all releases known here. */
  private static final Map<String, String> LIBRARIES =
      Map.ofEntries(
          Map.entry("libpq-dev", "libpq5"),
          Map.entry("libsqlite3-dev", "libsqlite3-0"),
          Map.entry("libxml2-dev", "libxml2"),
          Map.entry("libxslt1-dev", "libxslt1.1"),
          Map.entry("libyaml-dev", "libyaml-0-2"),
          Map.entry("libffi-dev", "libffi8"),
          Map.entry("libpcre2-dev", "libpcre2-8-0"),
          Map.entry("libgmp-dev", "libgmp10"),
          Map.entry("libexpat1-dev", "libexpat1"),
          Map.entry("libjansson-dev", "libjansson4"),
          Map.entry("libsodium-dev", "libsodium23"),
          Map.entry("libzmq3-dev", "libzmq5"),
          Map.entry("libcap-dev", "libcap2"),
          Map.entry("libseccomp-dev", "libseccomp2"),
          Map.entry("libsystemd-dev", "libsystemd0"),
          Map.entry("libudev-dev", "libudev1"),
          Map.entry("libusb-1.0-0-dev", "libusb-1.0-0"),
          Map.entry("libmariadb-dev", "libmariadb3"),
          Map.entry("libonig-dev", "libonig5"),
          Map.entry("librdkafka-dev", "librdkafka1"),
          Map.entry("libsasl2-dev", "libsasl2-2"),
          Map.entry("libnghttp2-dev", "libnghttp2-14"),
          Map.entry("uuid-dev", "libuuid1"));

  /** Of those whose names got a mark when time became longer, the names without it. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "libssl-dev", "libssl3",
          "libcurl4-openssl-dev", "libcurl4",
          "libpcap-dev", "libpcap0.8",
          "libpcap0.8-dev", "libpcap0.8",
          "libpng-dev", "libpng16-16",
          "libreadline-dev", "libreadline8",
          "libuv1-dev", "libuv1",
          "libmicrohttpd-dev", "libmicrohttpd12",
          "libglib2.0-dev", "libglib2.0-0");

  private static final Map<String, String> ALPINE =
      Map.ofEntries(
          Map.entry("openssl-dev", "libssl3 libcrypto3"),
          Map.entry("sqlite-dev", "sqlite-libs"),
          Map.entry("postgresql-dev", "libpq"),
          Map.entry("libpq-dev", "libpq"),
          Map.entry("zlib-dev", "zlib"),
          Map.entry("libffi-dev", "libffi"),
          Map.entry("curl-dev", "libcurl"),
          Map.entry("libxml2-dev", "libxml2"),
          Map.entry("ncurses-dev", "ncurses-libs"),
          Map.entry("readline-dev", "readline"),
          Map.entry("yaml-dev", "yaml"),
          Map.entry("zstd-dev", "zstd-libs"),
          Map.entry("xz-dev", "xz-libs"),
          Map.entry("bzip2-dev", "libbz2"),
          Map.entry("gmp-dev", "gmp"),
          Map.entry("libsodium-dev", "libsodium"),
          Map.entry("pcre2-dev", "pcre2"));

  private static final Pattern JDK = Pattern.compile("(default-|openjdk-?[0-9]+-)jdk(-headless)?");

  /**
   * Tools that lint's rule does not hold against an image, some by their first words. Debian's list
   * of packages that only build is no list of these: what is compiled by one of them, gfortran,
   * needs a library of it.
   */
  private static final Pattern TOOL =
      Pattern.compile(
          "(cargo|rustc|golang|gcc|g\\+\\+|cpp|clang|llvm|lld|ninja|samurai)([-0-9.].*)?"
              + "|go|rust|binutils|fakeroot|gettext|m4|nasm|patch|upx(-ucl)?|yasm|ant"
              + "|protobuf-compiler|protoc");

  /** What brings a compiler of C++. */
  private static final Set<String> CXX = Set.of("alpine-sdk", "build-base", "clang", "g++");

  private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9.+_-]*");

  private final String release;
  private final boolean callsGit;
  private final Set<String> kept = new TreeSet<>();
  private final Set<String> libraries = new TreeSet<>();
  private boolean recommends;
  private boolean tools;
  private boolean java;
  private boolean cxx;

  /**
   * None yet.
   *
   * @param release of {@link BuilderBase#release}
   * @param callsGit whether what is built may call git, which is mostly there to fetch with
   */
  RuntimePackages(String release, boolean callsGit) {
    this.release = release;
    this.callsGit = callsGit;
  }

  /**
   * What a command installs.
   *
   * @param words behind the name of the package manager, its word for installing too
   * @return the first word of which nobody knows what it means for the result
   */
  Optional<String> install(List<String> words) {
    boolean lean = words.contains("--no-install-recommends") || release.equals("alpine");
    for (String word : words) {
      boolean known =
          word.startsWith("-")
              ? FLAGS.contains(word)
              : word.equals("install")
                  || word.equals("add")
                  || (PLAIN.matcher(word).matches() && add(word, lean));
      if (!known) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  /** What was installed and is taken away again, the result does not need. */
  void remove(List<String> words) {
    kept.removeAll(words);
  }

  private boolean add(String name, boolean lean) {
    if (JDK.matcher(name).matches()) {
      java = true;
      tools = true;
      return keep(name.replaceFirst("jdk(-headless)?$", "jre$1"), lean);
    }
    if (name.equals("git") && !callsGit) {
      // what it recommends is of use to others
      return lean || keep("ca-certificates", true);
    }
    boolean isTool = BuildTools.isTool(name) || TOOL.matcher(name).matches();
    if (!isTool || name.equals("git")) {
      return keep(name, lean);
    }
    tools = true;
    cxx |= CXX.contains(name);
    if (!name.endsWith("-dev") || NO_LIBRARY.matcher(name).matches()) {
      return true;
    }
    Optional<String> library = library(name);
    library.ifPresent(names -> libraries.addAll(List.of(names.split(" "))));
    recommends |= library.isPresent() && !lean;
    return library.isPresent();
  }

  private boolean keep(String name, boolean lean) {
    recommends |= !lean;
    kept.add(name);
    return true;
  }

  private Optional<String> library(String name) {
    Optional<String> library = Optional.ofNullable(LIBRARIES.get(name));
    Optional<String> renamed = Optional.ofNullable(RENAMED.get(name));
    return switch (release) {
      case "alpine" -> Optional.ofNullable(ALPINE.get(name));
      case "bookworm", "jammy" -> library.or(() -> renamed);
      case "trixie", "noble" -> library.or(() -> renamed.map(it -> it + "t64"));
      default -> Optional.empty();
    };
  }

  /** Whether something for building was among them. */
  boolean hasTools() {
    return tools;
  }

  /** Whether a compiler of C++ was among them. */
  boolean hasCxx() {
    return cxx;
  }

  /** Whether a runtime of Java was among them. */
  boolean hasJava() {
    return java;
  }

  /** Adds what the result of compilers needs beside its own libraries. */
  void need(String name) {
    libraries.add(name);
  }

  /** Whether a package is there that is no build tool. */
  boolean keeps(String name) {
    return kept.contains(name);
  }

  /**
   * The instruction that installs what is needed; nothing where that is nothing.
   *
   * @param isStatic whether nothing was linked to a library
   */
  Optional<String> instruction(boolean isStatic, char escape, String lineEnd) {
    Set<String> all = new TreeSet<>(kept);
    if (!isStatic) {
      all.addAll(libraries);
    }
    if (all.isEmpty()) {
      return Optional.empty();
    }
    String names = String.join(" ", all);
    String next = " " + escape + lineEnd + " && ";
    String lean = recommends ? " " : " --no-install-recommends ";
    return Optional.of(
        release.equals("alpine")
            ? "RUN apk add --no-cache " + names
            : "RUN apt-get update"
                + next
                + "DEBIAN_FRONTEND=noninteractive apt-get install -y"
                + lean
                + names
                + next
                + "apt-get clean"
                + next
                + "rm -rf /var/lib/apt/lists/*");
  }
}
