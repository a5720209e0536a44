package dev.kobako.cli;

import dev.kobako.apt.AptSource;
import dev.kobako.apt.Repositories;
import dev.kobako.base.BaseComposer;
import dev.kobako.base.BaseLock;
import dev.kobako.base.BasePackages;
import dev.kobako.base.BaseTarget;
import dev.kobako.base.ComposedBase;
import dev.kobako.base.LockedRelease;
import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.DebianArchitecture;
import dev.kobako.debian.PackageSet;
import dev.kobako.image.Artifact;
import dev.kobako.image.Compression;
import dev.kobako.image.IndexAssembly;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes bases: chooses packages and composes them.
 *
 * @param console of the user
 * @param repositories where packages are fetched
 * @param staging where layers are written
 * @param scratch for trees that are laid out, until the layer is written
 * @param progress is told how it goes
 */
record BaseWork(
    Console console, Repositories repositories, Path staging, Path scratch, Progress progress) {
  /**
   * The packages of a base, chosen for its platforms.
   *
   * @param releases that they come from
   */
  record Chosen(List<LockedRelease> releases, SortedMap<String, PackageSet> sets) {
    /** Where the packages come from. */
    BaseLock lock(BaseAsk ask) {
      return BaseLock.of(ask.locked(), releases, sets);
    }
  }

  /** Chooses the packages for all platforms. */
  Chosen choose(BaseAsk ask, List<AptSource> sources) {
    List<String> architectures = ask.platforms().stream().map(DebianArchitecture::of).toList();
    SequencedSet<LockedRelease> releases = new LinkedHashSet<>();
    SortedMap<String, PackageSet> sets = new TreeMap<>();
    repositories
        .open(sources, architectures)
        .forEach((architecture, opened) -> {
          opened.suites().stream().map(LockedRelease::of).forEach(releases::add);
          sets.put(architecture, BasePackages.choose(opened.packages(), ask.request()));
        });
    return new Chosen(List.copyOf(releases), sets);
  }

  /**
   * Composes the base for one platform.
   *
   * @param time of its releases
   * @param aptSources what a full base has in {@code /etc/apt/sources.list.d}
   */
  ComposedBase compose(
      BaseAsk ask,
      List<AvailablePackage> packages,
      String aptSources,
      Instant time,
      Platform platform,
      Compression compression) {
    BaseComposer.Folders folders =
        new BaseComposer.Folders(staging, RepositoryArguments.unpacked(console), scratch);
    return new BaseComposer(repositories, folders, progress)
        .compose(
            ask.name(),
            ask.request(),
            packages,
            aptSources,
            new BaseTarget(platform, compression, time(time)));
  }

  /** The image, or an index of those for several platforms. */
  static Artifact artifact(List<ComposedBase> bases) {
    if (bases.size() == 1) {
      return Artifact.of(bases.getFirst().image());
    }
    IndexAssembly index = IndexAssembly.EMPTY;
    for (ComposedBase base : bases) {
      index = index.plus(base.image().config().platform().toString(), Artifact.of(base.image()));
    }
    return index.artifact();
  }

  /** The time of an image: what the user says, or else when the newest of the releases was made. */
  private Instant time(Instant releases) {
    return console.environment().getOrDefault("SOURCE_DATE_EPOCH", "").isEmpty()
        ? releases
        : ImageArguments.created(console);
  }
}
