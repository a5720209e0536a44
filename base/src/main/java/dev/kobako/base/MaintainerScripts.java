package dev.kobako.base;

import dev.kobako.debian.UnpackedPackages;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.ImagePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What runs in a tree whose packages are all unpacked, in one shell: first the scripts that dpkg
 * would have run before unpacking ({@code preinst install}), then dpkg, which runs the others.
 *
 * <p>As with debootstrap, a preinst finds its package's files there already; those of Debian bear
 * it. File triggers of packages are not activated: each package also does at its own configuration
 * what its trigger does, and by then all files are there.
 *
 * @param packages those that have such a script, in the order of unpacking
 * @param first packages that are configured before all others, whatever they depend on: others need
 *     them without saying so, since they are part of every Debian
 */
record MaintainerScripts(List<Preinst> packages, List<String> first) {
  /** The ones that bring awk, {@code /etc/passwd} and the folders. */
  private static final List<String> FIRST =
      List.of("mawk", "original-awk", "gawk", "base-passwd", "base-files");

  private static final int LAST_LINES = 15;
  private static final int MAX_LINE = 300;

  /**
   * A package with a script to be run before unpacking.
   *
   * @param name of the package
   * @param architecture of it
   * @param file name of the script in dpkg's database
   */
  record Preinst(String name, String architecture, String file) {}

  MaintainerScripts {
    packages = List.copyOf(packages);
    first = List.copyOf(first);
  }

  private static final ImagePath INFO = ImagePath.of("/var/lib/dpkg/info");

  /** A folder for programs that answer in place of the root's own; goes with all of /run. */
  static final String ANSWERS = "/run/kobako";

  /**
   * What goes wrong is said in a line that starts with {@code kobako:}. The environment of a
   * preinst is dpkg's (deb-preinst(5), dpkg(1)).
   *
   * <p>ischroot(1) looks for the root of process 1, and the sandbox has one of its own. Scripts
   * that believe there is an init make it start again and wait: libc6's does for a second.
   */
  private static final String SCRIPT =
      """
      exec 2>&1
      cd /
      umask 022
      mkdir -p "$1"
      printf '#!/bin/sh\nexit 0\n' >"$1/ischroot"
      chmod 755 "$1/ischroot"
      first=$2
      shift 2
      while [ $# -gt 0 ]; do
        DPKG_MAINTSCRIPT_PACKAGE=$1 DPKG_MAINTSCRIPT_ARCH=$2 DPKG_MAINTSCRIPT_NAME=preinst \\
          DPKG_MAINTSCRIPT_PACKAGE_REFCOUNT=1 DPKG_ADMINDIR=/var/lib/dpkg DPKG_ROOT= \\
          "/var/lib/dpkg/info/$3" install ||
          { echo "kobako: preinst of $1 returned error exit status $?"; exit 1; }
        shift 3
      done
      options="--force-unsafe-io --force-confold --no-pager --abort-after=1 --log=/dev/null"
      if [ -n "$first" ]; then
        dpkg $options --force-depends --configure $first || exit
      fi
      exec dpkg $options --configure -a
      """;

  /**
   * Those of unpacked packages.
   *
   * @param database the paths of dpkg's database
   */
  static MaintainerScripts of(UnpackedPackages unpacked, Set<ImagePath> database) {
    List<Preinst> packages = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (UnpackedPackages.UnpackedPackage each : unpacked.packages()) {
      String name = each.available().name();
      String architecture = each.available().architecture();
      names.add(name);
      if (each.control().containsKey("preinst")) {
        String qualified = name + ":" + architecture + ".preinst";
        String file = database.contains(INFO.child(qualified)) ? qualified : name + ".preinst";
        packages.add(new Preinst(name, architecture, file));
      }
    }
    return new MaintainerScripts(packages, FIRST.stream().filter(names::contains).toList());
  }

  /** Program and arguments. */
  List<String> command() {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "kobako"));
    words.addAll(List.of(ANSWERS, String.join(" ", first)));
    for (Preinst each : packages) {
      words.addAll(List.of(each.name(), each.architecture(), each.file()));
    }
    return words;
  }

  /**
   * What the scripts see.
   *
   * @param time said to programs that would note the day, such as useradd(8)
   */
  SortedMap<String, String> environment(Instant time) {
    return new TreeMap<>(
        Map.of(
            "PATH",
            ANSWERS + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME",
            "/root",
            "LC_ALL",
            "C.UTF-8",
            "DEBIAN_FRONTEND",
            "noninteractive",
            "DEBCONF_NONINTERACTIVE_SEEN",
            "true",
            "DEBCONF_NOWARNINGS",
            "yes",
            // Perl's tables are in another order each time, and debconf writes one of its own.
            "PERL_HASH_SEED",
            "0",
            "SOURCE_DATE_EPOCH",
            Long.toString(Math.max(0, time.getEpochSecond()))));
  }

  /** Which package failed, of what dpkg or {@link #SCRIPT} says. */
  private static Matcher failed(String output) {
    return Pattern.compile(
            "^(?:dpkg: error processing package (\\S+) |kobako: preinst of (\\S+) )",
            Pattern.MULTILINE)
        .matcher(output);
  }

  /**
   * The finding about a failed run.
   *
   * @param how it ended
   * @param output all that it said
   */
  KobakoException failure(String how, String output) {
    Matcher failed = failed(output);
    String name = "";
    if (failed.find()) {
      name = failed.group(1) == null ? failed.group(2) : failed.group(1);
    }
    // dpkg's summary would take lines from the cause.
    int end = output.indexOf("dpkg: too many errors");
    String relevant = end < 0 ? output : output.substring(0, end);
    return KobakoException.finding(
        Diagnostic.of(
            name.isEmpty() ? "maintainer scripts" : "package " + name,
            "configuration failed: dpkg and its scripts " + how + "; said last:" + last(relevant),
            "leave "
                + (name.isEmpty() ? "the package" : name)
                + " out, or make a base with --distroless, which runs no scripts"));
  }

  private static String last(String output) {
    List<String> lines = output.lines().toList();
    StringBuilder text = new StringBuilder();
    for (String line : lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())) {
      String shown = line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + "…" : line;
      text.append("\n  ").append(shown.replaceAll("\\p{Cntrl}", "?"));
    }
    return lines.isEmpty() ? " nothing" : text.toString();
  }
}
