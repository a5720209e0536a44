package dev.kobako.ladder;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.packages.ImagePackages;
import dev.kobako.packages.SystemPackage;
import dev.kobako.sbom.DebianListing;
import dev.kobako.sbom.ListedPackage;
import dev.kobako.sbom.SbomSubject;
import dev.kobako.slim.Kept;
import dev.kobako.tree.Entry;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** What a list of packages says of a result: the packages that own a file in it, and no others. */
public final class ResultSbom {
  private static final int MAX_BYTES = 64 << 10;

  private ResultSbom() {}

  /**
   * The subject; packages of the system come before those of languages.
   *
   * @param name of the result, for people
   */
  public static SbomSubject of(SlimResult result, String name) throws IOException {
    Original original = result.original();
    Map<String, String> system = osRelease(original.tree());
    String distribution = system.getOrDefault("ID", "");
    String release = system.getOrDefault("VERSION_ID", "");
    List<ListedPackage> packages =
        new ArrayList<>(debian(result, new DebianListing(orDebian(distribution), release)));
    ImagePackages installed = original.systemPackages();
    SortedSet<SystemPackage> owning = installed.owning(result.keepSet().tree());
    for (SystemPackage each : owning) {
      if (each.format().equals("apk")) {
        packages.add(
            ListedPackage.named(
                "apk",
                distribution.isEmpty() ? "alpine" : distribution,
                each.name(),
                each.version(),
                Map.of("arch", each.architecture())));
      }
    }
    RpmListing rpm = new RpmListing(distribution, release);
    installed.rpm().ifPresent(database -> packages.addAll(rpm.of(database, owning)));
    packages.addAll(LanguagePackages.of(result.keepSet()));
    return new SbomSubject(
        name,
        result.image().descriptor().digest(),
        distribution,
        release,
        result.image().config().created().orElse(Instant.EPOCH),
        packages);
  }

  private static String orDebian(String distribution) {
    return distribution.isEmpty() ? "debian" : distribution;
  }

  private static List<ListedPackage> debian(SlimResult result, DebianListing listing) {
    SortedMap<String, InstalledPackage> owners = new TreeMap<>();
    for (Kept kept : result.keepSet().all()) {
      if (!(kept.entry() instanceof Entry.Directory)) {
        result
            .original()
            .packages()
            .owner(kept.path())
            .ifPresent(owner -> owners.put(owner.toString(), owner));
      }
    }
    return owners.values().stream().map(listing::of).toList();
  }

  /** The variables of os-release(5) without their quotes. */
  private static Map<String, String> osRelease(Tree tree) throws IOException {
    Map<String, String> values = new TreeMap<>();
    for (String place : List.of("/etc/os-release", "/usr/lib/os-release")) {
      Optional<Entry.RegularFile> file = tree.resolve(place).file();
      if (file.isPresent() && values.isEmpty()) {
        try (InputStream in = file.get().content().open()) {
          PathBytes.decode(in.readNBytes(MAX_BYTES))
              .lines()
              .filter(line -> line.indexOf('=') > 0)
              .forEach(line -> {
                int equals = line.indexOf('=');
                values.put(
                    line.substring(0, equals), line.substring(equals + 1).replaceAll("[\"']", ""));
              });
        }
      }
    }
    return values;
  }
}
