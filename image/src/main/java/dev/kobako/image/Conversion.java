package dev.kobako.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How images are written down otherwise than they are: in the other family of media types, with
 * other compression. Their configuration stays the same byte by byte, and so do the trees they
 * hold; the digests of manifests change.
 *
 * @param format in which manifests and indexes shall be; without one they stay in theirs, unless
 *     the compression makes OCI necessary
 * @param compression of layers that are packed anew; without one none are
 * @param layers which layers that concerns
 */
public record Conversion(
    Optional<ImageFormat> format, Optional<Compression> compression, Layers layers) {
  /** Nothing changes. */
  public static final Conversion NONE =
      new Conversion(Optional.empty(), Optional.empty(), Layers.OF_OTHER_KIND);

  /** Which layers are packed anew. Layers that may not be handed on never are. */
  public enum Layers {
    /** Those that are not compressed. */
    UNCOMPRESSED,
    /** Those that are compressed in another way, or not; the level is not looked at. */
    OF_OTHER_KIND,
    /** All, since nobody can see at which level a layer was compressed. */
    ALL
  }

  /**
   * Reads what a user asks for. A level that is named is asked for, so that all layers get it;
   * {@code gzip} alone leaves gzip layers as they are.
   *
   * @param format {@code oci} or {@code docker}
   * @param compression as for {@link Compression#parse}
   * @throws dev.kobako.diagnostic.KobakoException usage, for anything else
   */
  public static Conversion parse(Optional<String> format, Optional<String> compression) {
    boolean level = compression.filter(text -> text.indexOf(':') > 0).isPresent();
    return new Conversion(
        format.map(ImageFormat::parse),
        compression.map(Compression::parse),
        level ? Layers.ALL : Layers.OF_OTHER_KIND);
  }

  /**
   * Compresses what isn't, and leaves all else as it is: for registries, where the layers of a
   * docker-archive would take several times the room.
   */
  public static Conversion compressing(Compression compression) {
    return new Conversion(Optional.empty(), Optional.of(compression), Layers.UNCOMPRESSED);
  }

  /** The same into this format. */
  public Conversion to(ImageFormat newFormat) {
    return new Conversion(Optional.of(newFormat), compression, layers);
  }

  /**
   * Converts all images of an artifact. What is no image (a proof of origin, a chart) stays as it
   * is; where it refers to an image in the same index, that reference follows the image. Blobs are
   * read only where layers are packed anew: then their digests and diff ids are checked.
   *
   * @param stagingFolder where new blobs go, see {@link LayerWriter#write}
   * @return {@code artifact} itself where nothing changes
   * @throws dev.kobako.diagnostic.KobakoException usage, where the format can't hold the layers; a
   *     finding, where a layer is damaged; outside, where a blob can't be read or the disk fails
   */
  public Artifact apply(Artifact artifact, Path stagingFolder, Progress progress) {
    return apply(artifact, LayerWriter::repack, stagingFolder, progress);
  }

  /** The same, where layers are packed by somebody who may have some of them already. */
  public Artifact apply(
      Artifact artifact, LayerPacking packing, Path stagingFolder, Progress progress) {
    if (format.isEmpty() && compression.isEmpty()) {
      return artifact;
    }
    Repacking repacking = new Repacking(this, packing);
    repacking.require(artifact);
    return new ManifestConversion(this, repacking.run(artifact, stagingFolder, progress))
        .convert(artifact);
  }

  /**
   * What {@link #apply} will leave out since the format can't hold it, one sentence each; opens no
   * blobs.
   */
  public List<String> losses(Artifact artifact) {
    return format.equals(Optional.of(ImageFormat.DOCKER))
        ? DockerFormatLosses.of(artifact)
        : List.of();
  }

  /**
   * Whether a layer gets another blob.
   *
   * @param mediaType that a manifest gives it
   */
  boolean repacks(String mediaType) {
    if (compression.isEmpty() || MediaType.isForeignLayer(mediaType)) {
      return false;
    }
    Compression wanted = compression.get();
    Compression present = Compression.ofMediaType("layer", mediaType);
    return switch (layers) {
      case UNCOMPRESSED ->
          present instanceof Compression.None && !(wanted instanceof Compression.None);
      case OF_OTHER_KIND -> present.getClass() != wanted.getClass();
      case ALL -> !(present instanceof Compression.None && wanted instanceof Compression.None);
    };
  }

  /** The format of a manifest that is in {@code present} now. */
  ImageFormat formatFor(ImageFormat present, boolean repacked) {
    boolean needsOci =
        repacked && compression.filter(Compression.Zstd.class::isInstance).isPresent();
    return format.orElse(needsOci ? ImageFormat.OCI : present);
  }
}
