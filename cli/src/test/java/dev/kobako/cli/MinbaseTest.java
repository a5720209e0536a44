package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kobako base debian:bookworm} beside what mmdebstrap makes of the same packages, file by
 * file. What mmdebstrap made is kept under {@code target} for as long as the packages are the same.
 */
@Timeout(300)
class MinbaseTest {
  /** Paths that may differ, each with its reason. */
  private static final String REASONS =
      """
      /etc/(\\.pwd\\.lock|(passwd|group|shadow|gshadow|subuid|subgid)-) | locks and backups, of no use later
      /var/(lib|cache)/(dpkg|debconf)/[a-z.]+-old | backups, of no use later
      /var/(cache|lib)/apt/(archives|lists)/lock | apt makes its locks when it needs them
      /var/(cache|lib)/apt/(archives|lists)/partial | apt gives it to its user when it needs it
      /var/lib/apt/extended_states | written by apt, which installed packages for mmdebstrap
      /etc/(fstab|hostname|resolv\\.conf) | mmdebstrap's own, of the host where it ran
      /etc/apt/sources\\.list(\\.d/debian\\.sources)? | ours is in the newer form
      /etc/shadow | the day of the last change is the release's, not today
      /etc/shells | its lines follow the order in which packages were configured
      /etc/ld\\.so\\.cache | follows the order in which directories were read
      /var/cache/debconf/config\\.dat | names the packages that asked, in their order
      /var/lib/dpkg/(status|available|arch|statoverride) | other order; empty files are there or not
      /var/lib/dpkg/info/[^/]+\\.list | other order of lines
      /dev(/.*)? | is mounted over when a container runs
      """;

  /** mmdebstrap's own way to have usr-is-merged; else it takes usrmerge, and with it perl. */
  private static final String MERGED = "/usr/share/mmdebstrap/hooks/merged-usr";

  @TempDir static Path temp;
  private static Path ours = Path.of("/nonexistent");
  private static Path theirs = Path.of("/nonexistent");

  @BeforeAll
  static void make() throws Exception {
    HostCommand.assume("mmdebstrap", "tar");
    DebianBase.assumeRoot();
    Kobako kobako = DebianBase.user(temp);
    kobako.run(DebianBase.full("minbase")).succeeded();
    ours = DebianBase.unpacked(kobako, "minbase", temp.resolve("ours"));
    Path tar = minbase(kobako.run("base", "debian:bookworm", "--list").succeeded().out());
    theirs = Files.createDirectories(temp.resolve("theirs"));
    DebianBase.unpack(tar, theirs);
  }

  /** What mmdebstrap makes. */
  private static Path minbase(String packages) throws Exception {
    String digest = Digest.sha256(packages.getBytes(StandardCharsets.UTF_8)).hex();
    Path tar = Path.of("target/minbase", digest + ".tar").toAbsolutePath();
    if (!Files.exists(tar)) {
      Files.createDirectories(tar.resolveSibling(""));
      Path made = temp.resolve("minbase.tar");
      HostCommand.of(
              temp,
              "mmdebstrap",
              "--variant=minbase",
              "--hook-dir=" + MERGED,
              "bookworm",
              made.toString())
          .output();
      Files.move(made, tar, StandardCopyOption.REPLACE_EXISTING);
    }
    return tar;
  }

  /** JUnit would warn of each link that leads out of the folder. */
  @AfterAll
  static void remove() throws Exception {
    HostCommand.of(temp, "rm", "-rf", "ours", "theirs").output();
  }

  private static List<String> packages(Path root) throws Exception {
    return HostCommand.of(root, "dpkg-query", "--admindir=" + root.resolve("var/lib/dpkg"), "-W")
        .output()
        .lines()
        .sorted()
        .toList();
  }

  /** Type, mode, owners, size or target, and digest by path; directories have no size. */
  private static SortedMap<String, String> files(Path root) throws Exception {
    SortedMap<String, String> files = new TreeMap<>();
    String found = HostCommand.of(root, "find", ".", "-printf", "/%P\t%y %m %U:%G %l\n").output();
    for (String line : found.lines().toList()) {
      String[] words = line.split("\t", 2);
      files.put(words[0], words[1]);
    }
    String sums =
        HostCommand.of(root, "find", ".", "-type", "f", "-exec", "sha256sum", "{}", "+").output();
    for (String line : sums.lines().toList()) {
      files.merge("/" + line.substring(68), line.substring(0, 64), (one, two) -> one + two);
    }
    return files;
  }

  @Test
  void theSamePackagesAreInstalled() throws Exception {
    assertThat(packages(ours)).isEqualTo(packages(theirs));
  }

  @Test
  void everyDifferenceHasItsReason() throws Exception {
    SortedMap<String, String> our = files(ours);
    SortedMap<String, String> their = files(theirs);
    TreeSet<String> paths = new TreeSet<>(our.keySet());
    paths.addAll(their.keySet());
    List<String> differences = new ArrayList<>();
    for (String path : paths) {
      String mine = our.getOrDefault(path, "-");
      String other = their.getOrDefault(path, "-");
      if (!mine.equals(other) && !isExplained(path)) {
        differences.add(path + "  " + mine + "  " + other);
      }
    }
    assertThat(differences).isEmpty();
  }

  private static boolean isExplained(String path) {
    return REASONS.lines().anyMatch(line -> path.matches(line.substring(0, line.indexOf(" | "))));
  }

  @Test
  void itIsNotLarger() throws Exception {
    assertThat(bytes(ours)).isLessThanOrEqualTo(bytes(theirs));
  }

  private static long bytes(Path root) throws Exception {
    String out = HostCommand.of(root, "du", "-s", "--apparent-size", "-B1", ".").output();
    return Long.parseLong(out.substring(0, out.indexOf('\t')));
  }
}
