package dev.kobako.cli;

import dev.kobako.apt.AptSource;
import dev.kobako.apt.Release;
import dev.kobako.apt.Repositories;
import dev.kobako.base.BaseComposer;
import dev.kobako.base.BasePackages;
import dev.kobako.base.BaseRequest;
import dev.kobako.base.BaseTarget;
import dev.kobako.base.ComposedBase;
import dev.kobako.base.ImageSources;
import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.DebianArchitecture;
import dev.kobako.debian.PackageSet;
import dev.kobako.debian.PackageSolver;
import dev.kobako.image.Compression;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Makes bases: chooses packages and composes them.
 *
 * @param console of the user
 * @param repositories where packages are fetched
 * @param staging where layers are written
 * @param scratch for trees that are laid out; must outlive the images
 * @param progress is told how it goes
 */
record BaseWork(
    Console console, Repositories repositories, Path staging, Path scratch, Progress progress) {
  /**
   * Packages that were chosen for a platform.
   *
   * @param releases that they come from
   */
  record Chosen(Platform platform, List<Release> releases, PackageSet set) {
    List<AvailablePackage> packages() {
      return set.packages().stream().map(PackageSet.Member::available).toList();
    }
  }

  Chosen choose(BaseRequest request, List<AptSource> sources, Platform platform) {
    Repositories.Opened opened = repositories.open(sources, DebianArchitecture.of(platform));
    PackageSet set = PackageSolver.solve(opened.packages(), BasePackages.of(request));
    return new Chosen(platform, opened.releases(), set);
  }

  /** The time of an image: what the user says, or else when the newest of the releases was made. */
  Instant time(List<Instant> releases) {
    return console.environment().getOrDefault("SOURCE_DATE_EPOCH", "").isEmpty()
        ? releases.stream().max(Comparator.naturalOrder()).orElse(Instant.EPOCH)
        : ImageArguments.created(console);
  }

  ComposedBase compose(
      BaseRequest request,
      List<AvailablePackage> packages,
      List<AptSource> sources,
      BaseTarget target) {
    return new BaseComposer(
            repositories,
            new BaseComposer.Folders(staging, RepositoryArguments.unpacked(console), scratch),
            progress)
        .compose(request, packages, ImageSources.text(request.distribution(), sources), target);
  }

  ComposedBase compose(
      BaseRequest request, Chosen chosen, List<AptSource> sources, Compression compression) {
    Instant time = time(chosen.releases().stream().map(Release::date).toList());
    return compose(
        request, chosen.packages(), sources, new BaseTarget(chosen.platform(), compression, time));
  }
}
