package dev.kobako.transfer;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Artifact;
import dev.kobako.image.Descriptor;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Index;
import dev.kobako.image.Platform;
import dev.kobako.image.PlatformChoice;
import dev.kobako.image.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Copies what is in one home to others. */
public final class Copier {
  private final Homes homes;
  private final Progress progress;

  /** Copies between these homes, and tells how it goes. */
  public Copier(Homes homes, Progress progress) {
    this.homes = homes;
    this.progress = progress;
  }

  /**
   * Copies to all targets, one after the other. Those that are done stay where a later one fails.
   *
   * @throws KobakoException a finding, where it is not there or damaged; usage, where a target
   *     can't hold it; outside, where network, registry or disk fail
   */
  public CopyResult copy(CopyRequest request) {
    final long start = System.nanoTime();
    TrafficCounter counter = new TrafficCounter(progress);
    String place = request.from().toString();
    PlatformChoice choice =
        request.platforms().orElseGet(() -> PlatformChoice.one(Platform.host()));
    Artifact found = homes.artifact(request.from(), choice);
    Artifact taken = found.only(place, choice);
    if (!found.isIndex() && request.platforms().isPresent()) {
      requirePlatform(place, found, choice);
    }
    List<CopyResult.Written> written = new ArrayList<>();
    for (ImageLocation target : request.targets()) {
      written.add(
          new CopyResult.Written(
              target, homes.write(target, taken, request.fallbackName(), counter)));
    }
    return new CopyResult(
        taken,
        written,
        platforms(taken),
        found.isIndex() ? platforms(found) : List.of(),
        counter.traffic(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** What the index says of its images, or the entry that an image was found by. */
  private static List<Platform> platforms(Artifact artifact) {
    List<Descriptor> entries =
        artifact.isIndex()
            ? Index.parse(artifact.descriptor().digest().toString(), artifact.manifestBytes())
                .images()
            : List.of(artifact.descriptor());
    return entries.stream().flatMap(entry -> entry.platform().stream()).toList();
  }

  private static void requirePlatform(String place, Artifact artifact, PlatformChoice choice) {
    switch (choice) {
      case PlatformChoice.All _ -> {}
      case PlatformChoice.Some(List<Platform> wanted) -> {
        Platform offered = artifact.image(place, Platform.host()).config().platform();
        if (wanted.stream().noneMatch(platform -> platform.runs(offered))) {
          throw KobakoException.finding(
              Diagnostic.of(
                  place,
                  "an image for " + offered + ", expected one for " + choice,
                  "leave --platform out to take it as it is"));
        }
      }
    }
  }
}
