package dev.kobako.transfer;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Artifact;
import dev.kobako.image.Compression;
import dev.kobako.image.Conversion;
import dev.kobako.image.Descriptor;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.Index;
import dev.kobako.image.LayerPacking;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.Platform;
import dev.kobako.image.PlatformChoice;
import dev.kobako.image.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Copies what is in one home to others. */
public final class Copier {
  private final Homes homes;
  private final Progress progress;
  private final LayerPacking packing;

  /** Copies between these homes, and tells how it goes. */
  public Copier(Homes homes, Progress progress) {
    this(homes, progress, LayerWriter::repack);
  }

  /** The same, where layers are packed by somebody who may have some of them already. */
  public Copier(Homes homes, Progress progress, LayerPacking packing) {
    this.homes = homes;
    this.progress = progress;
    this.packing = packing;
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
    Conversions conversions = new Conversions(place, taken);
    request.targets().forEach(target -> requireSame(request, target, taken));
    List<CopyResult.Written> written = new ArrayList<>();
    for (ImageLocation target : request.targets()) {
      Artifact fitting = conversions.result(conversion(request, target));
      written.add(
          new CopyResult.Written(
              target, homes.write(target, fitting, request.fallbackName(), counter)));
      if (request.from() instanceof ImageLocation.Store
          && target instanceof ImageLocation.Registry(ImageReference reference)) {
        new AttachmentCopy(homes, counter).copy(taken, fitting, reference);
      }
    }
    return new CopyResult(
        taken,
        written,
        platforms(taken),
        found.isIndex() ? platforms(found) : List.of(),
        counter.traffic(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** The converted forms of one artifact, each made once. */
  private final class Conversions {
    private final String place;
    private final Artifact artifact;
    private final List<Made> made = new ArrayList<>();

    /** What came of a conversion. */
    private record Made(Conversion by, Artifact artifact) {}

    Conversions(String place, Artifact artifact) {
      this.place = place;
      this.artifact = artifact;
    }

    Artifact result(Conversion conversion) {
      for (Made each : made) {
        if (each.by.equals(conversion)) {
          return each.artifact;
        }
      }
      conversion.losses(artifact).forEach(loss -> progress.note(place + ": " + loss));
      Artifact result =
          conversion.apply(artifact, packing, homes.store().stagingFolder(), progress);
      made.add(new Made(conversion, result));
      return result;
    }
  }

  private static Conversion conversion(CopyRequest request, ImageLocation target) {
    Conversion asked = request.conversion();
    boolean compresses =
        target instanceof ImageLocation.Registry
            && asked.compression().isEmpty()
            && request.digests() == CopyRequest.Digests.MAY_CHANGE;
    return compresses
        ? new Conversion(
            asked.format(), Optional.of(Compression.GZIP), Conversion.Layers.UNCOMPRESSED)
        : asked;
  }

  /** Archives for docker and engines get other layers for those of zstd. */
  private static void requireSame(CopyRequest request, ImageLocation target, Artifact artifact) {
    boolean keeps =
        switch (target) {
          case ImageLocation.SavedArchive _, ImageLocation.Daemon _ -> false;
          case ImageLocation.Store _,
              ImageLocation.Layout _,
              ImageLocation.LayoutArchive _,
              ImageLocation.Registry _,
              ImageLocation.RootFileSystem _ ->
              true;
        };
    if (request.digests() == CopyRequest.Digests.MAY_CHANGE || keeps) {
      return;
    }
    artifact.forEachBlob(blob -> {
      if (blob.descriptor().mediaType().endsWith("zstd")) {
        throw KobakoException.finding(
            Diagnostic.of(
                target.toString(),
                "can't hold layer "
                    + blob.descriptor().digest()
                    + " as it is, since not every docker reads zstd",
                "leave out --preserve-digests, or write an oci-archive"));
      }
    });
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
