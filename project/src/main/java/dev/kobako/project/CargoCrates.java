package dev.kobako.project;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The crates that a lock file names, and what they ask of the machine that builds.
 *
 * @param names sorted
 */
record CargoCrates(SortedSet<String> names) {
  private static final Pattern NAME = Pattern.compile("(?m)^name = \"([A-Za-z0-9_-]{1,80})\"$");

  /** Debian's packages with the libraries that crates link to, as their build scripts look. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.ofEntries(
          Map.entry("openssl-sys", Set.of("libssl-dev", "pkg-config")),
          Map.entry("pq-sys", Set.of("libpq-dev")),
          Map.entry("mysqlclient-sys", Set.of("default-libmysqlclient-dev", "pkg-config")),
          Map.entry("libdbus-sys", Set.of("libdbus-1-dev", "pkg-config")),
          Map.entry("alsa-sys", Set.of("libasound2-dev", "pkg-config")),
          Map.entry("libudev-sys", Set.of("libudev-dev", "pkg-config")),
          Map.entry("libsystemd-sys", Set.of("libsystemd-dev", "pkg-config")),
          Map.entry("fontconfig-sys", Set.of("libfontconfig-dev", "pkg-config")),
          Map.entry("yeslogic-fontconfig-sys", Set.of("libfontconfig-dev", "pkg-config")),
          Map.entry("freetype-sys", Set.of("libfreetype-dev", "pkg-config")),
          Map.entry("libpcap-sys", Set.of("libpcap-dev")),
          Map.entry("pcap", Set.of("libpcap-dev")),
          Map.entry("krb5-sys", Set.of("libkrb5-dev")),
          Map.entry("libgssapi-sys", Set.of("libkrb5-dev", "libclang-dev")),
          Map.entry("zmq-sys", Set.of("libzmq3-dev", "pkg-config")),
          Map.entry("rdkafka-sys", Set.of("zlib1g-dev", "g++", "make")),
          Map.entry("glib-sys", Set.of("libglib2.0-dev", "pkg-config")),
          Map.entry("cxx", Set.of("g++")),
          Map.entry("link-cplusplus", Set.of("g++")));

  /** Programs that build scripts call; they link to nothing of the system's. */
  private static final Map<String, Set<String>> TOOLS =
      Map.of(
          "openssl-src", Set.of("make", "perl"),
          "cmake", Set.of("cmake", "g++", "make"),
          "bindgen", Set.of("libclang-dev"),
          "clang-sys", Set.of("libclang-dev"),
          "prost-build", Set.of("protobuf-compiler"),
          "tikv-jemalloc-sys", Set.of("make"),
          "jemalloc-sys", Set.of("make"));

  private static final Set<String> TRUST =
      Set.of(
          "openssl-probe",
          "rustls-native-certs",
          "rustls-platform-verifier",
          "native-tls",
          "openssl-sys");

  CargoCrates {
    names = new TreeSet<>(names);
  }

  static CargoCrates of(ProjectFolder project) {
    SortedSet<String> names = new TreeSet<>();
    Matcher matcher = NAME.matcher(project.text("Cargo.lock").orElse(""));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return new CargoCrates(names);
  }

  /** Debian's packages that compiling takes. */
  SortedSet<String> packages() {
    SortedSet<String> packages = new TreeSet<>();
    Stream.of(LIBRARIES, TOOLS)
        .forEach(
            table -> names.forEach(name -> packages.addAll(table.getOrDefault(name, Set.of()))));
    return packages;
  }

  /** The crates that link to libraries of the system. */
  SortedSet<String> linking() {
    SortedSet<String> linking = new TreeSet<>(names);
    linking.retainAll(LIBRARIES.keySet());
    return linking;
  }

  /** Whether one of them reads the certificates of the system. */
  boolean readTrust() {
    return names.stream().anyMatch(TRUST::contains);
  }
}
