package dev.kobako.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code CMakeLists.txt} files look for, as packages of Debian.
 *
 * @param known packages to install
 * @param unknown what is looked for and nobody knows a package of
 */
record CmakePackages(SortedSet<String> known, SortedSet<String> unknown) {
  private static final Pattern FOUND =
      Pattern.compile("(?im)^\\s*find_package\\s*\\(\\s*([A-Za-z0-9_+-]{1,60})([^)]{0,300})");
  private static final Pattern COMPONENTS = Pattern.compile("COMPONENTS\\s+([^)]*)");
  private static final Pattern MODULES =
      Pattern.compile(
          "(?im)^\\s*pkg_(?:check_modules|search_module)\\s*\\(\\s*\\w+\\s+([^)]{1,300})");

  /** Those that CMake or the compiler brings. */
  private static final List<String> BROUGHT = List.of("threads", "openmp");

  private static final Map<String, String> BY_NAME =
      Map.ofEntries(
          Map.entry("git", "git"),
          Map.entry("pkgconfig", "pkg-config"),
          Map.entry("python", "python3"),
          Map.entry("python3", "python3"),
          Map.entry("pythoninterp", "python3"),
          Map.entry("doxygen", "doxygen"),
          Map.entry("perl", "perl"),
          Map.entry("zlib", "zlib1g-dev"),
          Map.entry("bzip2", "libbz2-dev"),
          Map.entry("liblzma", "liblzma-dev"),
          Map.entry("zstd", "libzstd-dev"),
          Map.entry("lz4", "liblz4-dev"),
          Map.entry("openssl", "libssl-dev"),
          Map.entry("gnutls", "libgnutls28-dev"),
          Map.entry("curl", "libcurl4-openssl-dev"),
          Map.entry("sqlite3", "libsqlite3-dev"),
          Map.entry("postgresql", "libpq-dev"),
          Map.entry("libxml2", "libxml2-dev"),
          Map.entry("expat", "libexpat1-dev"),
          Map.entry("tinyxml2", "libtinyxml2-dev"),
          Map.entry("pugixml", "libpugixml-dev"),
          Map.entry("boost", "libboost-dev"),
          Map.entry("fmt", "libfmt-dev"),
          Map.entry("spdlog", "libspdlog-dev"),
          Map.entry("nlohmann_json", "nlohmann-json3-dev"),
          Map.entry("rapidjson", "rapidjson-dev"),
          Map.entry("yaml-cpp", "libyaml-cpp-dev"),
          Map.entry("cli11", "libcli11-dev"),
          Map.entry("cxxopts", "libcxxopts-dev"),
          Map.entry("gtest", "libgtest-dev"),
          Map.entry("gmock", "libgmock-dev"),
          Map.entry("catch2", "catch2"),
          Map.entry("benchmark", "libbenchmark-dev"),
          Map.entry("gflags", "libgflags-dev"),
          Map.entry("glog", "libgoogle-glog-dev"),
          Map.entry("absl", "libabsl-dev"),
          Map.entry("protobuf", "libprotobuf-dev protobuf-compiler"),
          Map.entry("grpc", "libgrpc++-dev protobuf-compiler-grpc"),
          Map.entry("eigen3", "libeigen3-dev"),
          Map.entry("opencv", "libopencv-dev"),
          Map.entry("png", "libpng-dev"),
          Map.entry("jpeg", "libjpeg-dev"),
          Map.entry("tiff", "libtiff-dev"),
          Map.entry("freetype", "libfreetype-dev"),
          Map.entry("sdl2", "libsdl2-dev"),
          Map.entry("opengl", "libgl-dev"),
          Map.entry("glfw3", "libglfw3-dev"),
          Map.entry("x11", "libx11-dev"),
          Map.entry("blas", "libopenblas-dev"),
          Map.entry("lapack", "liblapack-dev"),
          Map.entry("hdf5", "libhdf5-dev"),
          Map.entry("mpi", "libopenmpi-dev"),
          Map.entry("tbb", "libtbb-dev"),
          Map.entry("libevent", "libevent-dev"),
          Map.entry("libuv", "libuv1-dev"),
          Map.entry("cppzmq", "cppzmq-dev"),
          Map.entry("zeromq", "libzmq3-dev"),
          Map.entry("icu", "libicu-dev"),
          Map.entry("readline", "libreadline-dev"),
          Map.entry("curses", "libncurses-dev"),
          Map.entry("flex", "flex libfl-dev"),
          Map.entry("bison", "bison"),
          Map.entry("re2", "libre2-dev"),
          Map.entry("leveldb", "libleveldb-dev"),
          Map.entry("rocksdb", "librocksdb-dev"),
          Map.entry("hiredis", "libhiredis-dev"));

  /** Modules of pkg-config whose names differ from CMake's. */
  private static final Map<String, String> BY_MODULE =
      Map.ofEntries(
          Map.entry("libcurl", "libcurl4-openssl-dev"),
          Map.entry("libpq", "libpq-dev"),
          Map.entry("libssl", "libssl-dev"),
          Map.entry("libcrypto", "libssl-dev"),
          Map.entry("libxml-2.0", "libxml2-dev"),
          Map.entry("libzstd", "libzstd-dev"),
          Map.entry("liblz4", "liblz4-dev"),
          Map.entry("libpng", "libpng-dev"),
          Map.entry("libzmq", "libzmq3-dev"),
          Map.entry("glib-2.0", "libglib2.0-dev"),
          Map.entry("libsystemd", "libsystemd-dev"),
          Map.entry("libudev", "libudev-dev"),
          Map.entry("libusb-1.0", "libusb-1.0-0-dev"),
          Map.entry("libpcap", "libpcap-dev"),
          Map.entry("alsa", "libasound2-dev"),
          Map.entry("ncurses", "libncurses-dev"),
          Map.entry("freetype2", "libfreetype-dev"),
          Map.entry("cairo", "libcairo2-dev"),
          Map.entry("libmicrohttpd", "libmicrohttpd-dev"),
          Map.entry("jansson", "libjansson-dev"));

  static CmakePackages of(ProjectFolder folder, List<String> files) {
    SortedSet<String> known = new TreeSet<>();
    SortedSet<String> unknown = new TreeSet<>();
    for (String file : files) {
      String text = folder.searchable(file).orElse("").replaceAll("#[^\\n]*", "");
      Matcher found = FOUND.matcher(text);
      while (found.find()) {
        add(found.group(1).toLowerCase(Locale.ROOT), BY_NAME, known, unknown);
        if (found.group(1).startsWith("Python") && found.group(2).contains("Development")) {
          known.add("python3-dev");
        }
        if (found.group(1).equalsIgnoreCase("boost")) {
          boost(found.group(2), known);
        }
      }
      Matcher modules = MODULES.matcher(text);
      while (modules.find()) {
        known.add("pkg-config");
        for (String module : modules(modules.group(1))) {
          add(module, BY_MODULE.containsKey(module) ? BY_MODULE : BY_NAME, known, unknown);
        }
      }
    }
    return new CmakePackages(known, unknown);
  }

  private static void add(
      String name, Map<String, String> table, SortedSet<String> known, SortedSet<String> unknown) {
    String packages = table.get(name);
    if (packages != null) {
      known.addAll(List.of(packages.split(" ")));
    } else if (!BROUGHT.contains(name)) {
      unknown.add(name);
    }
  }

  private static List<String> modules(String words) {
    List<String> modules = new ArrayList<>();
    for (String word : words.strip().split("\\s+")) {
      String name = word.replaceAll("[<>=].*", "");
      if (!name.isEmpty() && !name.equals(name.toUpperCase(Locale.ROOT)) && PlainName.is(name)) {
        modules.add(name);
      }
    }
    return modules;
  }

  private static void boost(String arguments, SortedSet<String> known) {
    Matcher matcher = COMPONENTS.matcher(arguments);
    if (matcher.find()) {
      for (String component : matcher.group(1).strip().split("\\s+")) {
        if (component.matches("[a-z_]{2,30}")) {
          known.add("libboost-" + component.replace('_', '-') + "-dev");
        }
      }
    }
  }
}
